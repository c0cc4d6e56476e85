import type { DelegationStep, NewStep, NodeProgress, RunState } from "./run-state.ts";
import type { TeamEvent } from "./team-events.ts";

type Step = (made: NewStep) => RunState;
type OnNode = (state: RunState, nodeId: string, change: (node: NodeProgress) => NodeProgress) => RunState;

const settled = { succeeded: "done", failed: "failed", cancelled: "done", refused: "failed" } as const;

/** A run after one more thing agents did together. */
export function onTeam(
  state: RunState,
  event: TeamEvent & { within?: string | undefined },
  place: { seq: number; at: string },
  step: Step,
  onNode: OnNode,
): RunState {
  switch (event.type) {
    case "delegation.started": {
      const { type: _type, ...told } = event;
      const begun = step({
        kind: "delegation",
        ...told,
        status: "running",
        result: null,
        error: null,
        usage: null,
        turns: 0,
        durationMs: null,
        finished: null,
      });
      const wires =
        event.wireId === null || state.wires.includes(event.wireId)
          ? begun.wires
          : [...begun.wires, event.wireId];
      return onNode({ ...begun, wires }, event.nodeId, (node) => ({
        ...node,
        state: "active",
        entered: node.entered + 1,
        note: "at work",
      }));
    }
    case "delegation.finished": {
      const { status, result, error, usage, turns, durationMs } = event;
      const change: Partial<DelegationStep> = {
        status,
        result,
        error,
        usage,
        turns,
        durationMs,
        finished: place,
      };
      const steps = state.steps.map((one) =>
        one.kind === "delegation" && one.delegationId === event.delegationId ? { ...one, ...change } : one,
      );
      // The same agent may be at work in several places.
      const busy = steps.some(
        (one) => one.kind === "delegation" && one.nodeId === event.nodeId && one.status === "running",
      );
      return onNode({ ...state, steps }, event.nodeId, (node) => ({
        ...node,
        state: busy ? "active" : settled[status],
        note: status,
      }));
    }
    case "phase.passed": {
      const { type: _type, ...told } = event;
      const passed = step({ kind: "phase", ...told });
      return passed.wires.includes(event.wireId)
        ? passed
        : { ...passed, wires: [...passed.wires, event.wireId] };
    }
    case "delegations.joined": {
      const { type: _type, ...told } = event;
      return step({ kind: "join", ...told });
    }
    case "delegation.message": {
      const { type: _type, ...told } = event;
      return step({ kind: "message", ...told });
    }
    case "conflict.settled": {
      const { type: _type, ...told } = event;
      return step({ kind: "conflict", ...told });
    }
    case "circuit.changed": {
      const { type: _type, ...told } = event;
      return onNode(step({ kind: "circuit", ...told }), event.nodeId, (node) => ({
        ...node,
        note: event.state === "closed" ? "well again" : event.state === "open" ? "stopped" : "tried again",
      }));
    }
    case "route.chosen": {
      const { type: _type, ...told } = event;
      return step({ kind: "route", ...told });
    }
    case "task.changed": {
      const { type: _type, ...told } = event;
      return onNode(step({ kind: "task", ...told }), event.nodeId, (node) => ({
        ...node,
        state: "active",
        note: event.state,
      }));
    }
  }
}
