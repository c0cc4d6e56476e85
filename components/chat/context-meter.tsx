"use client";

import { useLocale, useTranslations } from "use-intl";
import type { RunStep } from "#lib/run-events/run-state.ts";

type Turn = Extract<RunStep, { kind: "turn" }>;
type Part = keyof NonNullable<Turn["context"]>["parts"];

const parts: readonly Part[] = [
  "instructions",
  "goal",
  "memory",
  "passages",
  "abilities",
  "conversation",
  "results",
];

/** The last turn whose prompt was measured. */
export function lastMeasured(steps: readonly RunStep[]): Turn | undefined {
  return steps.findLast(
    (step): step is Turn => step.kind === "turn" && step.context !== undefined && !step.within,
  );
}

/** How full the model's window was: the provider's figure once there is one, and what the prompt was made of. */
export function ContextMeter({ turn }: { turn: Turn }) {
  const t = useTranslations("chat");
  const locale = useLocale();
  const { context, usage, cached } = turn;
  if (!context) return null;
  const counted = cached ? 0 : (usage?.inputTokens ?? 0);
  const used = counted > 0 ? counted : context.estimated;
  const number = (value: number) => value.toLocaleString(locale);
  const percent = context.window === null ? null : Math.min(100, Math.round((used / context.window) * 100));
  const how = counted > 0 ? t("context.counted") : t("context.estimated");
  return (
    <details data-testid="context-meter" className="text-muted text-xs">
      <summary className="flex min-h-6 cursor-pointer flex-wrap items-center gap-x-2 gap-y-1 tabular-nums hover:text-text">
        <span>
          {context.window === null
            ? t("context.usedOfUnknown", { used: number(used) })
            : t("context.used", {
                used: number(used),
                window: number(context.window),
                percent: percent ?? 0,
              })}
        </span>
        {percent !== null && (
          <span aria-hidden className="h-1.5 w-20 overflow-hidden rounded-full bg-line">
            <span className="block h-full bg-role-agent" style={{ width: `${percent}%` }} />
          </span>
        )}
      </summary>
      <dl className="mt-1 grid max-w-64 grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 tabular-nums">
        {parts
          .filter((part) => context.parts[part] > 0)
          .map((part) => (
            <div key={part} className="contents">
              <dt>{t(`context.parts.${part}`)}</dt>
              <dd className="text-right">{number(context.parts[part])}</dd>
            </div>
          ))}
      </dl>
      <p className="mt-1">{how}</p>
    </details>
  );
}
