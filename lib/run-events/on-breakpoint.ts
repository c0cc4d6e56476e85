import { onAction } from "./change-steps.ts";
import type { DurableEvent } from "./events.ts";
import type { NewStep, NodeProgress, RunState } from "./run-state.ts";

type BreakpointEvent = Extract<DurableEvent, { type: `breakpoint.${"hit" | "resumed"}` }>;

/** A run after a pause at one of its breakpoints has begun or ended; the action goes on from where it stood. */
export function onBreakpoint(
  state: RunState,
  event: BreakpointEvent,
  addStep: (step: NewStep) => RunState,
): RunState {
  if (event.type === "breakpoint.hit") {
    const { type: _type, ...hit } = event;
    const paused = addStep({
      kind: "breakpoint",
      ...hit,
      decision: null,
      by: null,
      comment: "",
      changed: null,
    });
    return onNode(
      onAction(paused, event.actionId, (action) => ({ ...action, status: "waiting" })),
      event.nodeId,
      { state: "waiting", note: "paused" },
    );
  }
  const { breakpointId, decision, by, comment } = event;
  const changed = { arguments: event.arguments, result: event.result };
  const steps = state.steps.map((step) =>
    step.kind === "breakpoint" && step.breakpointId === breakpointId
      ? { ...step, decision, by, comment, changed }
      : step,
  );
  const resumed = onAction({ ...state, steps }, event.actionId, (action) => ({
    ...action,
    status: event.moment === "before" ? "proposed" : "running",
  }));
  return onNode(resumed, event.nodeId, { state: "active", note: "resumed" });
}

function onNode(state: RunState, nodeId: string, change: Pick<NodeProgress, "state" | "note">): RunState {
  const node = state.nodes[nodeId] ?? { entered: 0, ms: 0, costUsd: 0 };
  return { ...state, nodes: { ...state.nodes, [nodeId]: { ...node, ...change } } };
}
