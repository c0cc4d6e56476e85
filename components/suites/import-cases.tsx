"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { FileInput } from "#components/ui/file-input.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import type { Translate } from "#lib/translations/translate.ts";
import { suiteKeys } from "./suite-queries.ts";

/** Takes cases from a file; one wrong case refuses the file and is named. */
export function ImportCases({ suiteId, onClose }: { suiteId: string; onClose: () => void }) {
  const t = useTranslations("suites");
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [replace, setReplace] = useState(false);
  const load = useMutation({
    mutationFn: async () => {
      const text = (await file?.text()) ?? "";
      const isCsv = file?.name.toLowerCase().endsWith(".csv") === true;
      const cases = isCsv ? { csv: text } : { cases: readJson(text, t) as never };
      return await callApi(suiteContracts.importCases, {
        params: { id: suiteId },
        body: { ...cases, replace },
      });
    },
    onSuccess: async ({ imported }) => {
      await client.invalidateQueries({ queryKey: suiteKeys.all });
      showDone(t("casesImported", { count: imported }));
      onClose();
    },
  });
  return (
    <Dialog
      open
      title={t("importCases")}
      description={t("jsonAsExportedOrCsv")}
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="primary" disabled={!file} busy={load.isPending} onClick={() => load.mutate()}>
            {t("import")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {load.isError && <ErrorNotice title={t("nothingWasImported")} error={load.error} />}
        <Field label={t("file")}>
          <FileInput accept=".json,.csv" onChange={([chosen]) => setFile(chosen ?? null)} />
        </Field>
        <Field label={t("replaceTheCasesThereAre")} inline>
          <Switch aria-label={t("replaceTheCasesThereAre")} checked={replace} onChange={setReplace} />
        </Field>
      </div>
    </Dialog>
  );
}

function readJson(text: string, t: Translate<"suites">): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "cases" in value ? value.cases : value;
  } catch {
    throw new Error(t("theFileIsNotValid"));
  }
}
