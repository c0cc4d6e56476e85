import type { DurableEvent } from "./events.ts";
import type { ActionStep, ApprovalStep, RunState } from "./run-state.ts";

/** Changes the step of one action. */
export function onAction(
  state: RunState,
  actionId: string,
  change: (action: ActionStep) => ActionStep,
): RunState {
  const steps = state.steps.map((step) =>
    step.kind === "action" && step.actionId === actionId ? { ...step, ...change(step) } : step,
  );
  return { ...state, steps };
}

/** Changes the step of one question to a person. */
export function onApproval(
  state: RunState,
  id: string,
  change: (approval: ApprovalStep) => ApprovalStep,
): RunState {
  const steps = state.steps.map((step) =>
    step.kind === "approval" && step.approvalId === id ? { ...step, ...change(step) } : step,
  );
  return { ...state, steps };
}

/** Writes into a plan how one of its steps came out. */
export function markPlan(state: RunState, marked: Extract<DurableEvent, { type: "plan.marked" }>): RunState {
  const steps = state.steps.map((step) => {
    if (step.kind !== "plan" || step.nodeId !== marked.nodeId || step.number !== marked.number) return step;
    const change = { state: marked.state, evidence: marked.evidence };
    return {
      ...step,
      steps: step.steps.map((planned, at) => (at === marked.step ? { ...planned, ...change } : planned)),
    };
  });
  return { ...state, steps };
}
