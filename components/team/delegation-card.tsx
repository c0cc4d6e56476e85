"use client";

import { LabelledValues } from "#components/chat/labelled-values.tsx";
import { describeTeamStep } from "#components/chat/team-step-words.ts";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import type { DelegationStep, RunStep } from "#lib/run-events/run-state.ts";

/** A piece of work another agent did: the task, what came back, what it took and what it might have taken. */
export function DelegationCard({ step }: { step: DelegationStep & RunStep }) {
  const { title } = describeTeamStep(step);
  const { limits, usage } = step;
  const budget = [
    limits.costUsd === null ? null : formatCost(limits.costUsd),
    limits.tokens === null ? null : `${limits.tokens} tokens`,
    limits.seconds === null ? null : formatDuration(limits.seconds * 1000),
  ].filter((part) => part !== null);
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p className="font-medium">{title}</p>
      <p className="text-muted text-xs tabular-nums">
        {step.status} · {step.turns} {step.turns === 1 ? "turn" : "turns"} ·{" "}
        {step.durationMs === null ? "at work" : formatDuration(step.durationMs)} ·{" "}
        {usage?.costUsd == null ? "cost unknown" : formatCost(usage.costUsd)}
        {budget.length > 0 && ` of at most ${budget.join(", ")}`} · depth {step.depth}
      </p>
      <LabelledValues title="Task" value={step.task} />
      <LabelledValues title="Result" value={step.result} />
      {step.error && <p className="text-failed">{step.error.message}</p>}
    </div>
  );
}
