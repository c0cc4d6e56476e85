"use client";

import { useLocale, useTranslations } from "use-intl";
import { LabelledValues } from "#components/chat/labelled-values.tsx";
import { describeTeamStep } from "#components/chat/team-step-words.ts";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import type { DelegationStep, RunStep } from "#lib/run-events/run-state.ts";

/** A piece of work another agent did: the task, what came back, what it took and what it might have taken. */
export function DelegationCard({ step }: { step: DelegationStep & RunStep }) {
  const t = useTranslations("team");
  const { title } = describeTeamStep(step);
  const locale = useLocale();
  const { limits, usage } = step;
  const cost = usage?.costUsd == null ? t("costUnknown") : formatCost(usage.costUsd, locale);
  const budget = [
    limits.costUsd === null ? null : formatCost(limits.costUsd, locale),
    limits.tokens === null ? null : t("tokens", { tokens: limits.tokens }),
    limits.seconds === null ? null : formatDuration(limits.seconds * 1000, locale),
  ].filter((part) => part !== null);
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p className="font-medium">{title}</p>
      <p className="text-muted text-xs tabular-nums">
        {[
          step.status,
          t("turnCount", { count: step.turns }),
          step.durationMs === null ? t("atWork") : formatDuration(step.durationMs, locale),
          budget.length > 0 ? t("ofAtMost", { cost, budget: budget.join(", ") }) : cost,
          t("depth", { depth: step.depth }),
        ].join(" · ")}
      </p>
      <LabelledValues title={t("protocols.task")} value={step.task} />
      <LabelledValues title={t("protocols.result")} value={step.result} />
      {step.error && <p className="text-failed">{step.error.message}</p>}
    </div>
  );
}
