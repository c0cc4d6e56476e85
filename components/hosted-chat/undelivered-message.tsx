"use client";

import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { Undelivered } from "./use-hosted-chat.ts";

/** A message on its way, or one that has not arrived, with why and what to do. */
export function UndeliveredMessage({
  message,
  canSend,
  onSendAgain,
  onEdit,
}: {
  message: Undelivered;
  canSend: boolean;
  onSendAgain: () => void;
  onEdit: () => void;
}) {
  const t = useTranslations("hostedChat");
  const { text, problem } = message;
  return (
    <section className="flex flex-col gap-2">
      <p className="ms-10 self-end whitespace-pre-wrap break-words rounded-lg bg-accent-soft px-3 py-2 text-base">
        {text}
      </p>
      {problem === null ? (
        <p className="self-end text-muted text-sm">{t("sending")}</p>
      ) : (
        <div role="alert" data-testid="not-sent" className="ms-10 flex flex-col items-end gap-2 self-end">
          <p className="flex items-start gap-1.5 text-failed text-sm">
            <Icon name="circle-alert" size={16} className="mt-0.5 shrink-0" />
            <span>{t("notSent", { problem })}</span>
          </p>
          <div className="flex gap-2">
            <Button size="lg" look="quiet" onClick={onEdit}>
              {t("edit")}
            </Button>
            <Button size="lg" onClick={onSendAgain} disabled={!canSend}>
              {t("tryAgain")}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
