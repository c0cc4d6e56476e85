"use client";

import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { useColleagues } from "./use-colleagues.ts";

const longest = 4000;

/** Where a comment is written or changed: whoever types `@` is offered the names of members. */
export function CommentEditor({
  label,
  action,
  initial = "",
  busy,
  error,
  onSubmit,
  children,
}: {
  label: string;
  action: string;
  initial?: string;
  busy: boolean;
  error: unknown;
  onSubmit: (text: string, done: () => void) => void;
  /** More buttons beside the one that sends. */
  children?: ReactNode;
}) {
  const t = useTranslations("comments");
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(initial);
  const colleagues = useColleagues();
  const begun = /(?:^|[^\p{L}\p{N}_.])@([^\n@]{0,40})$/u.exec(text)?.[1]?.toLocaleLowerCase();
  const offered =
    begun === undefined
      ? []
      : colleagues
          .filter(({ name }) => {
            const lower = name.toLocaleLowerCase();
            return lower.startsWith(begun) && lower !== begun;
          })
          .slice(0, 5);
  const maySend = text.trim() !== "" && !busy;
  const send = () => {
    if (maySend) onSubmit(text, () => setText(""));
  };
  return (
    <div className="flex flex-col gap-2">
      <Field label={label} hint={t("editorHint")}>
        <Textarea
          ref={field}
          rows={3}
          maxLength={longest}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            send();
          }}
        />
      </Field>
      {offered.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: no form fields, so no fieldset
        <div role="group" aria-label={t("mention")} className="flex flex-wrap gap-1.5">
          {offered.map(({ userId, name }) => (
            <Button
              key={userId}
              size="sm"
              onClick={() => {
                setText(`${text.slice(0, text.length - (begun?.length ?? 0))}${name} `);
                field.current?.focus();
              }}
            >
              @{name}
            </Button>
          ))}
        </div>
      )}
      {error ? <ErrorNotice title={t("notSaved")} error={error} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" busy={busy} disabled={!maySend} onClick={send}>
          {action}
        </Button>
        {children}
        {text.length > longest - 200 && (
          <span className="ml-auto text-muted text-xs tabular-nums">
            {text.length} / {longest}
          </span>
        )}
      </div>
    </div>
  );
}
