"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { FileInput } from "#components/ui/file-input.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { suiteKeys } from "./suite-queries.ts";

/** Takes cases from a file; one wrong case refuses the file and is named. */
export function ImportCases({ suiteId, onClose }: { suiteId: string; onClose: () => void }) {
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [replace, setReplace] = useState(false);
  const load = useMutation({
    mutationFn: async () => {
      const text = (await file?.text()) ?? "";
      const isCsv = file?.name.toLowerCase().endsWith(".csv") === true;
      const cases = isCsv ? { csv: text } : { cases: readJson(text) as never };
      return await callApi(suiteContracts.importCases, {
        params: { id: suiteId },
        body: { ...cases, replace },
      });
    },
    onSuccess: async ({ imported }) => {
      await client.invalidateQueries({ queryKey: suiteKeys.all });
      showDone(imported === 1 ? "1 case imported." : `${imported} cases imported.`);
      onClose();
    },
  });
  return (
    <Dialog
      open
      title="Import cases"
      description="JSON as exported, or CSV with the columns title, message, tags, held_out and expectations, or contains, lacks, calls and calls_not with one value a line."
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={!file} busy={load.isPending} onClick={() => load.mutate()}>
            Import
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {load.isError && <ErrorNotice title="Nothing was imported" error={load.error} />}
        <Field label="File">
          <FileInput accept=".json,.csv" onChange={([chosen]) => setFile(chosen ?? null)} />
        </Field>
        <Field label="Replace the cases there are" inline>
          <Switch aria-label="Replace the cases there are" checked={replace} onChange={setReplace} />
        </Field>
      </div>
    </Dialog>
  );
}

function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "cases" in value ? value.cases : value;
  } catch {
    throw new Error("The file is not valid JSON. Export the cases once to see the format.");
  }
}
