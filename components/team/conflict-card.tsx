"use client";

import { useTranslations } from "use-intl";
import { inWords } from "#components/chat/team-step-words.ts";
import type { RunState, RunStep } from "#lib/run-events/run-state.ts";

type Conflict = Extract<RunStep, { kind: "conflict" }>;

/** What agents differed on, who proposed what, and what holds now. */
export function ConflictCard({ run, step }: { run: RunState; step: Conflict }) {
  const t = useTranslations("team");
  const titleOf = (id: string, otherwise: string) => {
    const work = run.steps.find((one) => one.kind === "delegation" && one.delegationId === id);
    return work?.kind === "delegation" ? work.title : otherwise;
  };
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p>
        {t.rich("differed", {
          field: () => <span className="font-medium">{step.field}</span>,
          value: () => <span className="font-medium">{inWords(step.value)}</span>,
          rule: step.rule,
        })}
      </p>
      <ul className="flex flex-col gap-1">
        {step.options.map(({ delegationId, nodeId, value }) => (
          <li key={delegationId} className="flex gap-3">
            <span className="min-w-24 text-muted">{titleOf(delegationId, nodeId)}</span>
            <span className="min-w-0 flex-1 break-words">{inWords(value)}</span>
            <span className="text-muted text-xs">
              {step.winners.includes(delegationId) ? t("won") : t("lost")}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-muted">{step.reason}</p>
    </div>
  );
}
