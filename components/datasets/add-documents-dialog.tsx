"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { FileInput } from "#components/ui/file-input.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { addDocumentsContract } from "#lib/api/contracts/datasets.ts";

/** Uploads files or takes pasted text; together they make one new version. */
export function AddDocumentsDialog({ id }: { id: string }) {
  const t = useTranslations("datasets");
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [files, setFiles] = useState<File[]>([]);
  const [title, setTitle] = useState("");
  const [text, setText] = useState("");
  const add = useMutation({
    mutationFn: () => {
      if (files.length === 0) {
        return callApi(addDocumentsContract, {
          params: { id },
          body: { title, text, mediaType: "text/markdown" },
        });
      }
      const form = new FormData();
      for (const file of files) form.append("file", file);
      return callApi(addDocumentsContract, { params: { id }, form });
    },
    onSuccess: async (result) => {
      await client.invalidateQueries({ queryKey: ["datasets"] });
      if (!result.changed) showDone(t("theseDocumentsWereAlreadyThere"));
      else showDone(t("versionAdded", { version: result.version, count: result.items.length }));
      if (result.warnings.length === 0) change(false);
    },
  });
  function change(next: boolean): void {
    setOpen(next);
    if (next) return;
    setFiles([]);
    setTitle("");
    setText("");
    add.reset();
  }
  const isReady = files.length > 0 || text.trim() !== "";
  return (
    <Dialog
      title={t("addDocuments")}
      description={t("textMarkdownHtmlOrCsv")}
      trigger={
        <Button look="primary" icon="upload">
          {t("addDocuments")}
        </Button>
      }
      open={open}
      onOpenChange={change}
      footer={
        <>
          <Button onClick={() => change(false)}>{t("cancel")}</Button>
          <Button look="primary" busy={add.isPending} disabled={!isReady} onClick={() => add.mutate()}>
            {add.isPending ? t("cuttingIntoPassages") : t("add")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {add.isError && <ErrorNotice title={t("nothingWasAdded")} error={add.error} />}
        {add.data?.warnings.map((warning) => (
          <p key={warning.document + warning.message} className="text-waiting">
            {warning.document}: {warning.message}
          </p>
        ))}
        <Field label={t("files")} hint={t("upTo32MbTogether")}>
          <FileInput multiple accept=".txt,.md,.markdown,.html,.htm,.csv,text/*" onChange={setFiles} />
        </Field>
        {files.length === 0 && (
          <>
            <p className="flex items-center gap-3 text-muted text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
              {t("orPaste")}
            </p>
            <Field label={t("title")}>
              <Input value={title} maxLength={300} onChange={(event) => setTitle(event.target.value)} />
            </Field>
            <Field label={t("text")} hint={t("markdownHeadingsBecomeThePassages")}>
              <Textarea rows={7} value={text} onChange={(event) => setText(event.target.value)} />
            </Field>
          </>
        )}
      </div>
    </Dialog>
  );
}
