"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
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
  const t = useTranslations("tables");
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
      showDone(t("rowsAdded", { imported }));
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
  const message = t("mendThemInTheFile");
  return (
    <Dialog
      title={t("importRows")}
      description={t.rich("firstLineNames", { code: () => <code>{columns.join(", ")}</code> })}
      trigger={<Button icon="upload">{t("import")}</Button>}
      open={open}
      onOpenChange={change}
      footer={
        <>
          <Button onClick={() => change(false)}>{rejected.length > 0 ? t("close") : t("cancel")}</Button>
          <Button look="primary" busy={send.isPending} disabled={!file} onClick={() => send.mutate()}>
            {t("importRows")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {send.isError && <ErrorNotice title={t("nothingWasImported")} error={send.error} />}
        {rejected.length > 0 && (
          <ErrorNotice
            title={t("rowsDoNotFitAnd", { count: rejected.length })}
            error={{ code: "invalid_input", message, details: rejected }}
          />
        )}
        <Field label={t("csvFile")}>
          <FileInput accept=".csv,text/csv" onChange={(files) => setFile(files[0] ?? null)} />
        </Field>
        <Checkbox checked={isPartial} onChange={setIsPartial}>
          {t("addTheRowsThatFit")}
        </Checkbox>
      </div>
    </Dialog>
  );
}
