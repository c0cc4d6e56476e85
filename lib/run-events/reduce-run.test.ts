import fc from "fast-check";
import { expect, test } from "vitest";
import type { DurableEvent, RunEnvelope } from "./events.ts";
import { initialRun, reduceRun } from "./reduce-run.ts";

const usage = { inputTokens: 10, outputTokens: 5, costUsd: 0.001 };
const turnEnd = {
  provider: "rehearsal",
  reasoning: "why",
  usage,
  finishReason: "stop",
  durationMs: 40,
  firstDeltaMs: 4,
  fallbacks: [],
};

const events: DurableEvent[] = [
  { type: "run.started", blueprintId: "b", version: 3, triggerNodeId: "chat", input: { text: "Hello" } },
  { type: "node.entered", nodeId: "agent", viaWireId: "w1" },
  { type: "turn.started", nodeId: "agent", turn: 1, model: "small" },
  {
    type: "turn.completed",
    nodeId: "agent",
    turn: 1,
    model: "small",
    text: "",
    toolCalls: [{ id: "a1", name: "refund", arguments: { amount: 129 } }],
    ...turnEnd,
  },
  {
    type: "action.proposed",
    nodeId: "refund",
    agentNodeId: "agent",
    actionId: "a1",
    ability: "update-row",
    name: "refund",
    title: "Refund order",
    arguments: { amount: 129 },
    reversibility: "compensable",
    effect: "write",
  },
  {
    type: "approval.requested",
    nodeId: "gate",
    approvalId: "p1",
    actionId: "a1",
    title: "Refund",
    reason: "Above 100",
    arguments: { amount: 129 },
    expiresAt: null,
  },
  { type: "run.waiting", for: "approval", nodeId: "gate" },
  {
    type: "approval.resolved",
    nodeId: "gate",
    approvalId: "p1",
    actionId: "a1",
    decision: "approve",
    by: "Ada",
    comment: "",
    arguments: { amount: 120 },
  },
  { type: "run.resumed", nodeId: "agent" },
  { type: "action.started", nodeId: "refund", actionId: "a1", arguments: { amount: 120 } },
  {
    type: "action.completed",
    nodeId: "refund",
    actionId: "a1",
    result: { ok: true },
    undoable: true,
    attempts: 1,
    durationMs: 7,
  },
  { type: "turn.started", nodeId: "agent", turn: 2, model: "small" },
  {
    type: "turn.completed",
    nodeId: "agent",
    turn: 2,
    model: "small",
    text: "Done",
    toolCalls: [],
    ...turnEnd,
  },
  { type: "message.completed", nodeId: "agent", messageId: "m1", text: "Done", citations: [] },
  { type: "outcome.assessed", nodeId: "goal", title: "Goal", verdict: "met", score: 1, criteria: [] },
  {
    type: "run.finished",
    status: "succeeded",
    answer: "Done",
    error: null,
    usage: { inputTokens: 20, outputTokens: 10, costUsd: 0.002 },
    durationMs: 90,
  },
  { type: "action.undone", nodeId: "refund", actionId: "a1", by: "Ada" },
];

const stored: RunEnvelope[] = events.map((event, index) => ({
  runId: "r",
  seq: index + 1,
  at: new Date(1_700_000_000_000 + index).toISOString(),
  event,
}));

const fold = (envelopes: readonly RunEnvelope[]) => envelopes.reduce(reduceRun, initialRun("r"));

function delta(turn: number, offset: number, text: string): RunEnvelope {
  return { runId: "r", at: "", event: { type: "message.delta", nodeId: "agent", turn, offset, text } };
}

test("a whole run folds to what the screens show", () => {
  const run = fold(stored);
  expect(run).toMatchObject({ status: "succeeded", answer: "Done", wires: ["w1"], lastSeq: events.length });
  expect(run.steps.map((step) => step.kind)).toEqual(["turn", "action", "approval", "turn"]);
  expect(run.steps[1]).toMatchObject({
    status: "undone",
    undoable: false,
    arguments: { amount: 120 },
    durationMs: 7,
  });
  expect(run.steps[2]).toMatchObject({ decision: "approve", by: "Ada" });
  expect(run.nodes.agent).toMatchObject({ state: "done", entered: 1, ms: 80, costUsd: 0.002 });
  expect(run.nodes.refund?.state).toBe("done");
});

test("any split into batches, with repeats and live pieces between, gives the same run", () => {
  const whole = fold(stored);
  fc.assert(
    fc.property(
      fc.array(fc.record({ end: fc.nat(stored.length), back: fc.nat(6), text: fc.string() }), {
        maxLength: 12,
      }),
      (cuts) => {
        let state = initialRun("r");
        let at = 0;
        for (const cut of [...cuts].sort((a, b) => a.end - b.end)) {
          for (const envelope of stored.slice(Math.max(0, at - cut.back), cut.end))
            state = reduceRun(state, envelope);
          at = Math.max(at, cut.end);
          if (at > 3) state = reduceRun(state, delta(2, 0, cut.text));
        }
        for (const envelope of stored.slice(Math.max(0, at - 3))) state = reduceRun(state, envelope);
        expect(state).toEqual(whole);
      },
    ),
  );
});

test("a live piece replaces everything from its offset and is dropped with the finished turn", () => {
  const started = fold(stored.slice(0, 12));
  const live = [delta(2, 0, "Hel"), delta(2, 3, "lp"), delta(2, 3, "lo")].reduce(reduceRun, started);
  expect(live.live["agent:2"]?.message).toEqual({ from: 0, text: "Hello" });
  const ended = stored.slice(12, 13).reduce(reduceRun, live);
  expect(ended.live).toEqual({});
  expect(reduceRun(ended, delta(2, 5, " late"))).toBe(ended);
});

test("text whose beginning was missed says where it begins", () => {
  const joined = [delta(2, 8, "tail"), delta(2, 12, "!")].reduce(reduceRun, fold(stored.slice(0, 12)));
  expect(joined.live["agent:2"]?.message).toEqual({ from: 8, text: "tail!" });
});

test("an unknown price makes the sum unknown", () => {
  const unpriced: RunEnvelope = {
    runId: "r",
    seq: 4,
    at: "",
    event: {
      type: "turn.completed",
      nodeId: "agent",
      turn: 1,
      model: "small",
      text: "",
      toolCalls: [],
      ...turnEnd,
      usage: { ...usage, costUsd: null },
    },
  };
  expect(reduceRun(fold(stored.slice(0, 3)), unpriced).usage.costUsd).toBeNull();
});

test("a plan's steps are marked in the plan they belong to, and a new plan stands beside the old one", () => {
  const made = (number: number): DurableEvent => ({
    type: "plan.made",
    nodeId: "agent",
    number,
    reason: number === 1 ? "" : "refund failed",
    steps: [
      { text: "Refund", ability: "refund" },
      { text: "Answer", ability: null },
    ],
  });
  const marked = (number: number, step: number, state: "done" | "failed"): DurableEvent => ({
    type: "plan.marked",
    nodeId: "agent",
    number,
    step,
    state,
    evidence: `refund ${state}`,
  });
  const state = [made(1), marked(1, 0, "failed"), made(2), marked(2, 0, "done")].reduce(
    (run, event, at) => reduceRun(run, { runId: "r", seq: at + 1, at: "2026-01-05T09:00:00.000Z", event }),
    initialRun("r"),
  );
  expect(state.steps).toMatchObject([
    { kind: "plan", number: 1, steps: [{ state: "failed", evidence: "refund failed" }, { state: "open" }] },
    { kind: "plan", number: 2, steps: [{ state: "done" }, { state: "open" }] },
  ]);
});
