import { expect, test } from "vitest";
import type { StoredEvent } from "./events.ts";
import { initialRun, reduceRun } from "./reduce-run.ts";
import { runHistory } from "./run-history.ts";

const stored = (seq: number, event: StoredEvent["event"]): StoredEvent => ({
  runId: "run",
  seq,
  at: new Date(1_700_000_000_000 + seq).toISOString(),
  event,
});

const events = [
  stored(1, {
    type: "run.started",
    blueprintId: "b",
    version: 1,
    triggerNodeId: "chat",
    input: { text: "Hi" },
  }),
  ...Array.from({ length: 300 }, (_, index) =>
    stored(index + 2, { type: "turn.started", nodeId: "agent", turn: index + 1, model: "small" }),
  ),
];

test("every moment of a long log is the state folded from its beginning", () => {
  const history = runHistory("run", events);
  expect(history.at(-1)).toEqual(initialRun("run"));
  let state = initialRun("run");
  for (const [index, event] of events.entries()) {
    state = reduceRun(state, event);
    expect(history.at(index)).toEqual(state);
  }
  expect(history.at(9999)).toEqual(state);
});

test("a moment is found by sequence number, also between two events", () => {
  const history = runHistory(
    "run",
    [events[0], events[4], events[9]].filter((event) => event !== undefined),
  );
  expect([0, 1, 4, 5, 10, 99].map((seq) => history.indexOf(seq))).toEqual([-1, 0, 0, 1, 2, 2]);
});
