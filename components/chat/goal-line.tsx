"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { GoalOutcome } from "#lib/run-events/run-state.ts";

/** "Goal met · 2 of 2 criteria", with what proves each on click. */
export function GoalLine({ goals }: { goals: readonly GoalOutcome[] }) {
  const t = useTranslations("chat");
  const [open, setOpen] = useState(false);
  if (goals.length === 0) return null;
  const all = goals.flatMap((goal) => goal.criteria.map((each) => ({ ...each, goal: goal.nodeId })));
  const criteria = all.filter((each) => each.applies !== false);
  const met = criteria.filter((each) => each.met === true).length;
  const worst = (["blocked", "missed", "pending", "met"] as const).find((verdict) =>
    goals.some((goal) => goal.verdict === verdict),
  );
  return (
    <div className="text-sm">
      <button
        type="button"
        data-testid="goal-line"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex items-center gap-1.5 text-muted hover:text-text"
      >
        <Icon
          name="target"
          size={15}
          className={worst === "met" ? "text-ok" : worst === "missed" ? "text-failed" : "text-waiting"}
        />
        {t("goalsMet", {
          goals: goals.length,
          verdict: t(`verdictWords.${worst ?? "pending"}`),
          met,
          criteria: criteria.length,
        })}
      </button>
      {open && (
        <ul className="mt-2 flex flex-col gap-2 pl-5">
          {criteria.map((each) => (
            <li key={`${each.goal} ${each.id}`} className="flex gap-2">
              <Icon
                name={each.met === null ? "hourglass" : each.met ? "circle-check" : "circle-x"}
                label={each.met === null ? t("pending") : each.met ? t("met") : t("missed")}
                size={15}
                className={`mt-0.5 ${each.met === null ? "text-waiting" : each.met ? "text-ok" : "text-failed"}`}
              />
              <span className="min-w-0">
                {each.label}
                {each.evidence && (
                  <span className="block break-words text-muted text-xs">{each.evidence}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
