"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { FileInput } from "#components/ui/file-input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { ImportReport } from "./import-report.tsx";

function parseDocument(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError(
      "invalid_input",
      "This is not valid JSON. Export the blueprint again, or paste all of it.",
      {
        cause,
      },
    );
  }
}

/** Brings a blueprint from JSON: first its report, then the decision. */
export function ImportDialog() {
  const t = useTranslations("blueprintList");
  const router = useRouter();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const send = useMutation({
    mutationFn: async (create: boolean) =>
      callApi(blueprintContracts.imported, { body: { document: parseDocument(text), create } }),
    onSuccess: ({ blueprint }) => {
      if (!blueprint) return;
      void client.invalidateQueries({ queryKey: ["blueprints"] });
      router.push(`/blueprints/${blueprint.id}`);
    },
  });
  const report = send.data?.report;
  function change(next: string): void {
    setText(next);
    send.reset();
  }
  return (
    <Dialog
      title={t("importBlueprint")}
      description={t("fromExport")}
      trigger={<Button icon="upload">{t("import")}</Button>}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) change("");
      }}
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
          <Button
            look="primary"
            busy={send.isPending}
            disabled={text.trim() === ""}
            onClick={() => send.mutate(report !== undefined)}
          >
            {report ? t("import") : t("check")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t("file")} optional>
          <FileInput
            accept="application/json,.json"
            onChange={async (files) => change((await files[0]?.text()) ?? "")}
          />
        </Field>
        <Field label="JSON">
          <Textarea mono rows={6} value={text} onChange={(event) => change(event.target.value)} />
        </Field>
        {send.isError && <ErrorNotice title={t("notImported")} error={send.error} />}
        {report && <ImportReport report={report} />}
      </div>
    </Dialog>
  );
}
