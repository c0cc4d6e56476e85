import type { DurableEvent } from "./events.ts";
import type { HandoffStep, RunState } from "./run-state.ts";

type HandoffEvent = Extract<
  DurableEvent,
  { type: `handoff.${"claimed" | "released" | "overdue" | "message" | "resolved"}` }
>;

/** A run after one more thing happened to a conversation it has given to a person. */
export function onHandoff(state: RunState, event: HandoffEvent): RunState {
  const steps = state.steps.map((step) =>
    step.kind === "handoff" && step.handoffId === event.handoffId
      ? { ...step, ...changeHandoff(step, event) }
      : step,
  );
  return { ...state, steps };
}

function changeHandoff(handoff: HandoffStep, event: HandoffEvent): Partial<HandoffStep> {
  switch (event.type) {
    case "handoff.claimed":
      return { claimedBy: event.by };
    case "handoff.released":
      return { claimedBy: null };
    case "handoff.overdue":
      return { overdue: true };
    case "handoff.message":
      return { said: [...handoff.said, { from: event.from, by: event.by, text: event.text }] };
    case "handoff.resolved":
      return { resolved: true, reply: event.reply, by: event.by };
  }
}

/** What the card of the ability shows after it. */
export function handoffProgress(event: HandoffEvent): { state: "done" | "waiting"; note: string } {
  if (event.type === "handoff.resolved")
    return { state: "done", note: event.reply === null ? "not answered" : "answered" };
  if (event.type === "handoff.claimed") return { state: "waiting", note: `with ${event.by}` };
  return { state: "waiting", note: event.type === "handoff.overdue" ? "overdue" : "with a person" };
}
