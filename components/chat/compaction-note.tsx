"use client";

import { useLocale, useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { RunStep } from "#lib/run-events/run-state.ts";

type Compaction = Extract<RunStep, { kind: "compaction" }>;

/** What gave way to a checkpoint before a turn, and what stands for it. */
export function CompactionNote({ step, opened = false }: { step: Compaction; opened?: boolean }) {
  const t = useTranslations("chat");
  const locale = useLocale();
  const { checkpoint, replaced } = step;
  const lists = (["facts", "decisions", "open", "ids"] as const).filter(
    (name) => checkpoint[name].length > 0,
  );
  return (
    <details data-testid={`compaction-${step.number}`} open={opened} className="text-sm">
      <summary className="flex min-h-6 cursor-pointer items-start gap-2">
        <Icon name="history" size={15} className="mt-0.5 text-role-agent" />
        <span>
          {t(step.how === "condensed" ? "context.how.condensed" : "context.how.leftOut", {
            before: step.tokensBefore.toLocaleString(locale),
            after: step.tokensAfter.toLocaleString(locale),
          })}
        </span>
      </summary>
      <div className="mt-1 ml-6 flex flex-col gap-2 text-muted text-xs">
        <p>
          {t("context.replaced", { messages: replaced.messages, results: replaced.results.length })}{" "}
          {step.reason}
        </p>
        {lists.map((name) => (
          <div key={name}>
            <p className="font-semibold">{t(`context.lists.${name}`)}</p>
            <ul className="list-disc pl-4">
              {checkpoint[name].map((entry) => (
                <li key={entry} className="break-words">
                  {entry}
                </li>
              ))}
            </ul>
          </div>
        ))}
        {checkpoint.note !== "" && <p>{checkpoint.note}</p>}
        <p>{t("context.keptWhole")}</p>
      </div>
    </details>
  );
}
