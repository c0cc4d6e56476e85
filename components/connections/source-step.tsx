"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { FileInput } from "#components/ui/file-input.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

/** Where a document comes from. */
export type Source = { url: string } | { text: string };

const mostBytes = 16_000_000;

/** Asks for the document: an address, a file, or the text itself. */
export function SourceStep({
  busy,
  error,
  onRead,
}: {
  busy: boolean;
  error: unknown;
  onRead: (source: Source) => void;
}) {
  const t = useTranslations("connections");
  const [url, setUrl] = useState("");
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const takeFile = async ([file]: File[]) => {
    if (!file) return;
    const isTooLarge = file.size > mostBytes;
    setProblem(isTooLarge ? t("theFileIsLargerThan") : null);
    if (!isTooLarge) onRead({ text: await file.text() });
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim() !== "") onRead({ url: url.trim() });
        else if (text.trim() !== "") onRead({ text });
      }}
    >
      <Field label={t("addressOfTheDocument")} hint={t("openapi30Or3")}>
        <Input
          autoFocus
          type="url"
          value={url}
          placeholder="https://api.example.com/openapi.json"
          onChange={(event) => setUrl(event.target.value)}
        />
      </Field>
      <Field label={t("orAFile")} error={problem}>
        <FileInput accept=".json,.yaml,.yml,application/json" onChange={(files) => void takeFile(files)} />
      </Field>
      <Field label={t("orTheDocumentItself")} optional>
        <Textarea
          mono
          value={text}
          rows={4}
          placeholder={'{ "openapi": "3.1.0", … }'}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {error !== null && <ErrorNotice title={t("theDocumentCannotBeUsed")} error={error} />}
      <Button
        type="submit"
        look="primary"
        busy={busy}
        disabled={url.trim() === "" && text.trim() === ""}
        className="self-end"
      >
        {t("readIt")}
      </Button>
    </form>
  );
}
