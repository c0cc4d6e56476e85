"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { FileInput } from "#components/ui/file-input.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { importTableContract } from "#lib/api/contracts/tables.ts";

/** Adds rows from a CSV file whose header names the columns. */
export function ImportRowsDialog({ name, columns }: { name: string; columns: string[] }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [isPartial, setIsPartial] = useState(false);
  const send = useMutation({
    mutationFn: async () =>
      callApi(importTableContract, {
        params: { name },
        query: { partial: isPartial ? "true" : "false" },
        body: { csv: (await file?.text()) ?? "" },
      }),
    onSuccess: async ({ imported, rejected }) => {
      await client.invalidateQueries({ queryKey: ["tables"] });
      showDone(`${imported} rows added.`);
      if (rejected.length === 0) change(false);
    },
  });
  function change(next: boolean): void {
    setOpen(next);
    if (next) return;
    setFile(null);
    send.reset();
  }
  const rejected = send.data?.rejected ?? [];
  const message = "Mend them in the file and import these rows again.";
  return (
    <Dialog
      title="Import rows"
      description={
        <>
          The first line names the columns: <code>{columns.join(", ")}</code>
        </>
      }
      trigger={<Button icon="upload">Import</Button>}
      open={open}
      onOpenChange={change}
      footer={
        <>
          <Button onClick={() => change(false)}>{rejected.length > 0 ? "Close" : "Cancel"}</Button>
          <Button look="primary" busy={send.isPending} disabled={!file} onClick={() => send.mutate()}>
            Import rows
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {send.isError && <ErrorNotice title="Nothing was imported" error={send.error} />}
        {rejected.length > 0 && (
          <ErrorNotice
            title={`${rejected.length} rows do not fit and were left out`}
            error={{ code: "invalid_input", message, details: rejected }}
          />
        )}
        <Field label="CSV file">
          <FileInput accept=".csv,text/csv" onChange={(files) => setFile(files[0] ?? null)} />
        </Field>
        <Checkbox checked={isPartial} onChange={setIsPartial}>
          Add the rows that fit even if others do not
        </Checkbox>
      </div>
    </Dialog>
  );
}
