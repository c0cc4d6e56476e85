import type { DurableEvent } from "./events.ts";
import type { ActionStep, NodeProgress, RunState, RunStep } from "./run-state.ts";

/** The run with one of its actions changed. */
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

/** The run with one of its questions to a person answered. */
export function onApproval(
  state: RunState,
  resolved: Extract<DurableEvent, { type: "approval.resolved" }>,
): RunState {
  const { approvalId, decision, by, comment, arguments: args, form } = resolved;
  const answer = { decision, by, comment, arguments: args, ...(form ? { answers: form } : {}) };
  const steps = state.steps.map((step) =>
    step.kind === "approval" && step.approvalId === approvalId ? { ...step, ...answer } : step,
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

/** True for the turn still under way of this node and number, in the same delegation. */
export function isTurn(
  step: RunStep,
  { nodeId, turn, within }: { nodeId: string; turn: number; within?: string | undefined },
): boolean {
  return (
    step.kind === "turn" &&
    step.nodeId === nodeId &&
    step.turn === turn &&
    step.within === within &&
    step.durationMs === null
  );
}

/** True once the last turn of this node and number has ended. */
export function isTurnOver(state: RunState, nodeId: string, turn: number): boolean {
  const last = state.steps.findLast(
    (step) => step.kind === "turn" && step.nodeId === nodeId && step.turn === turn,
  );
  return last?.kind === "turn" && last.durationMs !== null;
}

/** The key a turn under way has among the live ones. */
export function liveKey(nodeId: string, turn: number): string {
  return `${nodeId}:${turn}`;
}

/** A node that has taken so much longer. */
export function spend(node: NodeProgress, ms: number): NodeProgress {
  return { ...node, ms: node.ms + ms };
}

/** A number with its noun. */
export function count(many: number, word: string): string {
  return `${many} ${word}${many === 1 ? "" : "s"}`;
}
