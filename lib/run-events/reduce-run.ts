import { addCost, addUsage } from "./add-usage.ts";
import { count, isTurn, isTurnOver, liveKey, markPlan, onAction, onApproval, spend } from "./change-steps.ts";
import type { DurableEvent, LiveEvent, RunEnvelope } from "./events.ts";
import { onBreakpoint } from "./on-breakpoint.ts";
import { handoffProgress, onHandoff } from "./on-handoff.ts";
import { onTeam } from "./reduce-team.ts";
import type { LivePart, NewStep, NodeProgress, RunState } from "./run-state.ts";
import { settleNodes } from "./settle-nodes.ts";
import { isTeamEvent } from "./team-events.ts";

/** A run of which nothing is known yet. */
export function initialRun(runId: string): RunState {
  return {
    runId,
    status: "queued",
    blueprintId: null,
    version: null,
    input: { text: null },
    messages: [],
    live: {},
    steps: [],
    nodes: {},
    wires: [],
    waitingFor: null,
    usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
    outcome: [],
    answer: null,
    error: null,
    startedAt: null,
    finishedAt: null,
    durationMs: null,
    lastSeq: 0,
  };
}

/** Folds one envelope into a run. Pure; a repeat (`seq` already seen) gives the same state back. */
export function reduceRun(state: RunState, envelope: RunEnvelope): RunState {
  if (envelope.seq === undefined) return reduceLive(state, envelope.event);
  if (envelope.seq <= state.lastSeq) return state;
  const next = reduceDurable(state, envelope.event, envelope.seq, envelope.at);
  return { ...next, lastSeq: envelope.seq };
}

function reduceLive(state: RunState, event: LiveEvent): RunState {
  if (state.finishedAt !== null || isTurnOver(state, event.nodeId, event.turn)) return state;
  const key = liveKey(event.nodeId, event.turn);
  const nothing = { from: 0, text: "" };
  const before = state.live[key] ?? {
    nodeId: event.nodeId,
    turn: event.turn,
    message: nothing,
    reasoning: nothing,
  };
  const part = event.type === "message.delta" ? "message" : "reasoning";
  return {
    ...state,
    live: { ...state.live, [key]: { ...before, [part]: replaceFrom(before[part], event) } },
  };
}

function replaceFrom(part: LivePart, piece: { offset: number; text: string }): LivePart {
  const known = piece.offset >= part.from && piece.offset <= part.from + part.text.length;
  // Pieces before this one were missed: what is shown begins here, until the whole turn arrives.
  if (!known || part.text === "") return { from: piece.offset, text: piece.text };
  return { from: part.from, text: part.text.slice(0, piece.offset - part.from) + piece.text };
}

function reduceDurable(state: RunState, event: DurableEvent, seq: number, at: string): RunState {
  const step = (made: NewStep): RunState => ({ ...state, steps: [...state.steps, { ...made, seq, at }] });
  if (isTeamEvent(event)) return onTeam(state, event, { seq, at }, step, onNode);
  switch (event.type) {
    case "run.started": {
      const { blueprintId, version, input } = event;
      return onNode(
        { ...state, status: "running", blueprintId, version, input, startedAt: at },
        event.triggerNodeId,
        (node) => ({ ...node, state: "active" }),
      );
    }
    case "node.entered":
      return enterNode(state, event.nodeId, event.viaWireId);
    case "fact.perceived":
      return step({ kind: "fact", ...carried(event) });
    case "knowledge.retrieved":
      return onNode(step({ kind: "retrieval", ...carried(event) }), event.nodeId, (node) => ({
        ...spend(node, event.durationMs),
        state: "done",
        note: count(event.passages.length, "passage"),
      }));
    case "rule.evaluated":
      return onNode(step({ kind: "rule", ...carried(event) }), event.nodeId, (node) => ({
        ...node,
        state: "done",
        note: event.label,
      }));
    case "experiment.assigned":
      return onNode(step({ kind: "experiment", ...carried(event) }), event.nodeId, (node) => ({
        ...node,
        state: "done",
        note: event.label,
      }));
    case "turn.started":
      return onNode(
        step({
          kind: "turn",
          nodeId: event.nodeId,
          turn: event.turn,
          within: event.within,
          purpose: event.purpose,
          provider: null,
          model: event.model,
          text: "",
          reasoning: "",
          usage: null,
          finishReason: null,
          durationMs: null,
          fallbacks: [],
          toolCalls: [],
          ...(event.route ? { route: event.route } : {}),
          ...(event.context ? { context: event.context } : {}),
        }),
        event.nodeId,
        (node) => ({ ...node, state: "active", note: `turn ${event.turn}` }),
      );
    case "plan.made":
      return step({
        kind: "plan",
        ...carried(event),
        steps: event.steps.map((planned) => ({ ...planned, state: "open", evidence: "" })),
      });
    case "context.compacted": {
      const condensed = step({ kind: "compaction", ...carried(event) });
      return { ...condensed, usage: addUsage(state.usage, event.usage) };
    }
    case "plan.marked":
      return markPlan(state, event);
    case "draft.checked":
      return step({ kind: "check", ...carried(event) });
    case "turn.completed": {
      const { [liveKey(event.nodeId, event.turn)]: _dropped, ...live } = state.live;
      const done = { kind: "turn" as const, ...carried(event) };
      const known = state.steps.some((each) => isTurn(each, event));
      const steps = known
        ? state.steps.map((each) => (isTurn(each, event) ? { ...each, ...done } : each))
        : [...state.steps, { seq, at, ...done }];
      return onNode(
        { ...state, live, steps, usage: addUsage(state.usage, event.usage) },
        event.nodeId,
        (node) => ({
          ...spend(node, event.durationMs),
          costUsd: addCost(node.costUsd, event.usage.costUsd),
          note: count(event.turn, "turn"),
        }),
      );
    }
    case "message.completed":
      return onNode(
        {
          ...state,
          messages: [
            ...state.messages,
            { id: event.messageId, nodeId: event.nodeId, text: event.text, citations: event.citations, at },
          ],
        },
        event.nodeId,
        (node) => ({ ...node, state: "done" }),
      );
    case "action.proposed":
      return onNode(
        step({
          kind: "action",
          ...carried(event),
          status: "proposed",
          startedAt: null,
          result: undefined,
          error: null,
          undoable: false,
          simulated: false,
          attempts: 0,
          durationMs: null,
        }),
        event.nodeId,
        (node) => ({ ...node, state: "active" }),
      );
    case "decision.made": {
      const decided = step({ kind: "decision", ...carried(event) });
      return onNode({ ...decided, usage: addUsage(state.usage, event.usage) }, event.nodeId, (node) => ({
        ...spend(node, event.durationMs),
        costUsd: addCost(node.costUsd, event.usage.costUsd),
        note:
          event.options.length > 0
            ? `weighed ${count(event.options.length, "option")}`
            : "no decision record",
      }));
    }
    case "guardrail.tripped":
      return onNode(step({ kind: "guardrail", ...carried(event) }), event.nodeId, (node) => ({
        ...node,
        state: event.mode === "block" ? "failed" : "done",
        note: event.mode === "block" ? "blocked" : event.mode === "mask" ? "masked" : "warned",
      }));
    case "policy.applied":
      return onNode(step({ kind: "policy", ...carried(event) }), event.nodeId, (node) => ({
        ...node,
        ...(event.effect === "deny" ? { note: "not allowed" } : {}),
      }));
    case "approval.requested":
      return onNode(
        onAction(
          step({ kind: "approval", ...carried(event), decision: null, by: null, comment: "" }),
          event.actionId,
          (action) => ({ ...action, status: "waiting" }),
        ),
        event.nodeId,
        (node) => ({ ...node, state: "waiting", note: "pending" }),
      );
    case "approval.resolved":
      return onNode(
        onAction(onApproval(state, event), event.actionId, (action) => ({
          ...action,
          status: event.decision === "approve" ? "proposed" : "rejected",
        })),
        event.nodeId,
        (node) => ({ ...node, state: "done", note: decisionWords[event.decision] }),
      );
    case "breakpoint.hit":
    case "breakpoint.resumed":
      return onBreakpoint(state, event, step);
    case "action.started":
      return onNode(
        onAction(state, event.actionId, (action) => ({
          ...action,
          status: "running",
          arguments: event.arguments,
          startedAt: at,
        })),
        event.nodeId,
        (node) => ({ ...node, state: "active" }),
      );
    case "action.retried":
      return onNode(step({ kind: "retry", ...carried(event) }), event.nodeId, (node) => ({
        ...node,
        note: `attempt ${event.attempt + 1}`,
      }));
    case "action.completed": {
      const { actionId, nodeId, result, undoable, simulated = false, attempts, durationMs } = event;
      const { cachedSeconds, suppliedBy, pinned } = event;
      const done = { status: "done" as const, result, undoable, simulated, attempts, durationMs };
      const given = { ...(suppliedBy === undefined ? {} : { suppliedBy }), ...(pinned ? { pinned } : {}) };
      const kept = { ...done, cachedSeconds, ...given };
      return onNode(
        onAction(state, actionId, (action) => ({ ...action, ...kept })),
        nodeId,
        (node) => ({ ...spend(node, durationMs), state: "done" }),
      );
    }
    case "action.failed":
      return onNode(
        onAction(state, event.actionId, (action) => ({
          ...action,
          status: event.status,
          error: event.error,
          attempts: event.attempts,
          durationMs: event.durationMs,
        })),
        event.nodeId,
        (node) => ({ ...spend(node, event.durationMs), state: "failed", note: event.status }),
      );
    case "artifact.created":
      return onAction(state, event.actionId, (action) => ({ ...action, artifact: event.artifact }));
    case "action.undone":
      return onNode(
        onAction(state, event.actionId, (action) => ({ ...action, status: "undone", undoable: false })),
        event.nodeId,
        (node) => ({ ...node, note: "undone" }),
      );
    case "memory.written":
      return onNode(step({ kind: "memory", ...carried(event) }), event.nodeId, (node) => ({
        ...node,
        state: "done",
        note: "remembered",
      }));
    case "handoff.requested":
      return onNode(
        step({
          kind: "handoff",
          ...carried(event),
          claimedBy: null,
          overdue: false,
          said: [],
          resolved: false,
          reply: null,
          by: null,
        }),
        event.nodeId,
        (node) => ({ ...node, state: "waiting", note: "with a person" }),
      );
    case "handoff.claimed":
    case "handoff.released":
    case "handoff.overdue":
    case "handoff.message":
    case "handoff.resolved":
      return onNode(onHandoff(state, event), event.nodeId, (node) => ({
        ...node,
        ...handoffProgress(event),
      }));
    case "budget.warned":
      return step({ kind: "budget", ...carried(event) });
    case "outcome.assessed": {
      const goal = carried(event);
      const known = state.outcome.some((each) => each.nodeId === goal.nodeId);
      const outcome = known
        ? state.outcome.map((each) => (each.nodeId === goal.nodeId ? goal : each))
        : [...state.outcome, goal];
      return onNode({ ...state, outcome }, event.nodeId, (node) => ({
        ...node,
        state: event.verdict === "missed" ? "failed" : event.verdict === "pending" ? "waiting" : "done",
        note: event.verdict,
      }));
    }
    case "outcome.skipped":
      return onNode(state, event.nodeId, (node) => ({ ...node, note: "does not apply" }));
    case "run.waiting":
      return onNode({ ...state, status: "waiting", waitingFor: event.for }, event.nodeId, (node) => ({
        ...node,
        state: "waiting",
      }));
    case "run.resumed":
      return onNode({ ...state, status: "running", waitingFor: null }, event.nodeId, (node) => ({
        ...node,
        state: node.state === "waiting" ? "active" : node.state,
      }));
    case "run.finished":
      return {
        ...state,
        status: event.status,
        answer: event.answer,
        error: event.error,
        usage: event.usage,
        durationMs: event.durationMs,
        finishedAt: at,
        waitingFor: null,
        live: {},
        nodes: settleNodes(state.nodes, event.status),
      };
    default:
      return missingCase(event);
  }
}

const decisionWords = { approve: "approved", reject: "rejected", expire: "expired" } as const;

function missingCase(event: never): never {
  throw new TypeError(`Not a run event: ${JSON.stringify(event)}`);
}

function carried<Event extends { type: string }>(event: Event): Omit<Event, "type"> {
  const { type: _type, ...rest } = event;
  return rest;
}

function onNode(state: RunState, nodeId: string, change: (node: NodeProgress) => NodeProgress): RunState {
  const node = state.nodes[nodeId] ?? { state: "idle", entered: 0, ms: 0, costUsd: 0 };
  return { ...state, nodes: { ...state.nodes, [nodeId]: change(node) } };
}

function enterNode(state: RunState, nodeId: string, wireId: string | null): RunState {
  const nodes = Object.fromEntries(
    Object.entries(state.nodes).map(([id, node]) => [
      id,
      node.state === "active" && !isBusy(state, id) ? { ...node, state: "done" as const } : node,
    ]),
  );
  const wires = wireId === null || state.wires.includes(wireId) ? state.wires : [...state.wires, wireId];
  return onNode({ ...state, nodes, wires }, nodeId, (node) => ({
    ...node,
    state: "active",
    entered: node.entered + 1,
  }));
}

/** A node is busy while its last turn is open or asked for actions, and while such an action is open. */
function isBusy(state: RunState, nodeId: string): boolean {
  const turn = state.steps.findLast((step) => step.kind === "turn" && step.nodeId === nodeId);
  if (turn?.kind === "turn" && (turn.durationMs === null || turn.toolCalls.length > 0)) return true;
  return state.steps.some(
    (step) =>
      step.kind === "action" &&
      (step.nodeId === nodeId || step.agentNodeId === nodeId) &&
      (step.status === "proposed" || step.status === "running" || step.status === "waiting"),
  );
}
