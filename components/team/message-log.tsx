"use client";

import { useLocale, useTranslations } from "use-intl";
import { inWords } from "#components/chat/team-step-words.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { AgentMessage } from "#lib/run-events/team-view.ts";

/** What agents told each other, in order, with the protocol of each message. */
export function MessageLog({
  messages,
  titleOf,
}: {
  messages: AgentMessage[];
  titleOf: (nodeId: string) => string;
}) {
  const t = useTranslations("team");
  const locale = useLocale();
  if (messages.length === 0)
    return <p className="px-4 py-3 text-muted text-sm">{t("theAgentsToldEachOther")}</p>;
  return (
    <ol className="max-h-[28rem] overflow-auto text-sm" data-testid="message-log">
      {messages.map((message) => (
        <li
          key={`${message.seq} ${message.protocol}`}
          className="flex flex-col gap-1 border-line border-b px-4 py-2 last:border-b-0"
        >
          <p className="flex flex-wrap items-center gap-x-1.5">
            <span className="font-medium">{titleOf(message.fromNodeId)}</span>
            <Icon name="arrow-right" size={13} label={t("to")} className="text-muted" />
            <span className="font-medium">{titleOf(message.toNodeId)}</span>
            <span className={message.protocol === "error" ? "text-failed text-xs" : "text-muted text-xs"}>
              {t(`protocols.${message.protocol}`)}
            </span>
            <span className="ml-auto text-muted text-xs tabular-nums">
              {new Date(message.at).toLocaleTimeString(locale)}
            </span>
          </p>
          <p className="line-clamp-6 whitespace-pre-wrap break-words text-muted">
            {inWords(message.content)}
          </p>
        </li>
      ))}
    </ol>
  );
}
