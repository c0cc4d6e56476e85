"use client";

import { useTranslations } from "use-intl";
import { ActionCard } from "#components/chat/action-card.tsx";
import { ApprovalInline } from "#components/chat/approval-inline.tsx";
import { BreakpointCard } from "#components/chat/breakpoint-card.tsx";
import { CheckNote } from "#components/chat/check-note.tsx";
import { CompactionNote } from "#components/chat/compaction-note.tsx";
import { ContextMeter } from "#components/chat/context-meter.tsx";
import { LabelledValues } from "#components/chat/labelled-values.tsx";
import { PlanCard } from "#components/chat/plan-card.tsx";
import { StepLine } from "#components/chat/thought-line.tsx";
import { DecisionCard } from "#components/reasoning/decision-card.tsx";
import { ConflictCard } from "#components/team/conflict-card.tsx";
import { DelegationCard } from "#components/team/delegation-card.tsx";
import type { RunState, RunStep } from "#lib/run-events/run-state.ts";

/** All that is known of one step. */
export function StepDetails({
  run,
  step,
  onChanged,
}: {
  run: RunState;
  step: RunStep;
  onChanged: () => void;
}) {
  const t = useTranslations("runPage");
  const over = run.finishedAt !== null;
  if (step.kind === "action")
    return <ActionCard key={step.seq} runId={run.runId} action={step} canUndo={over} onChanged={onChanged} />;
  if (step.kind === "approval") return <ApprovalInline key={step.seq} approval={step} over={over} />;
  if (step.kind === "breakpoint")
    return <BreakpointCard key={step.seq} runId={run.runId} pause={step} over={over} />;
  if (step.kind === "compaction") return <CompactionNote key={step.seq} step={step} opened />;
  if (step.kind === "plan") return <PlanCard plan={step} />;
  if (step.kind === "check") return <CheckNote check={step} shows />;
  if (step.kind === "decision") return <DecisionCard key={step.seq} decision={step} opened />;
  if (step.kind === "delegation") return <DelegationCard step={step} />;
  if (step.kind === "conflict") return <ConflictCard run={run} step={step} />;
  const { seq: _seq, at: _at, kind: _kind, ...values } = step;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <div className="text-muted">
        <StepLine step={step} />
      </div>
      {step.kind === "turn" && <ContextMeter turn={step} />}
      <LabelledValues title={t("recorded")} value={values} />
    </div>
  );
}
