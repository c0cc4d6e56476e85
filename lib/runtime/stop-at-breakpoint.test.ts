import { expect, test } from "vitest";
import type { Resumption } from "#lib/runtime/host.ts";
import { draw, playScenario } from "#lib/testing/scenario.ts";

const shop = draw(
  [
    ["chat", "chat"],
    ["agent", "agent", { maxSeconds: 60 }],
    [
      "order",
      "ability",
      {
        ability: "table-write",
        name: "add_order",
        settings: { table: "orders", fields: [{ column: "amount", type: "number" }] },
      },
    ],
  ],
  ["chat.starts>agent.start", "agent.can>order.used"],
);
const script = [
  { toolCalls: [{ id: "c1", name: "add_order", arguments: { amount: 5 } }] },
  { text: "Settled." },
];
const by = { by: "Ada", comment: "" };
const play = (resumed: { before?: Resumption | null; after?: Resumption | null }) =>
  playScenario({ document: shop, script, resumed });

test("changed arguments are what is done, and an hour's pause counts toward no limit", async () => {
  const { world, verdict, events } = await play({
    before: { ...by, decision: "continue", arguments: { amount: 7 } },
  });
  expect(world.rows.map((row) => row.values)).toEqual([{ amount: 7 }]);
  expect(verdict).toMatchObject({ status: "succeeded", answer: "Settled." });
  expect(events.filter(({ type }) => type === "budget.warned")).toEqual([]);
  expect(events.filter(({ type }) => type.startsWith("breakpoint."))).toMatchObject([
    { type: "breakpoint.hit", moment: "before", nodeId: "order", arguments: { amount: 5 } },
    { type: "breakpoint.resumed", decision: "continue", by: "Ada", arguments: { amount: 7 } },
  ]);
});

test("changed arguments that do not fit are not acted with", async () => {
  const { world, events } = await play({
    before: { ...by, decision: "continue", arguments: { amount: "much" } },
  });
  expect(world.insertsTried).toBe(0);
  expect(events.find(({ type }) => type === "action.failed")).toMatchObject({
    error: { code: "invalid_input" },
  });
});

test("a result in place of the call reaches the model and nothing is sent", async () => {
  const { world, events } = await play({
    before: { ...by, decision: "supply", result: { rowId: "made up" } },
  });
  expect(world.insertsTried).toBe(0);
  expect(events.find(({ type }) => type === "action.completed")).toMatchObject({
    result: { rowId: "made up" },
    suppliedBy: "Ada",
    undoable: false,
  });
});

test("an action that is skipped, or whose pause nobody ends, is not done and says why", async () => {
  for (const [before, word] of [
    [{ ...by, decision: "skip", comment: "Not today." }, "Not today."],
    [null, "nobody ended the pause"],
  ] as const) {
    const { world, events } = await play({ before });
    expect(world.insertsTried).toBe(0);
    const failed = events.find((event) => event.type === "action.failed");
    expect(failed).toMatchObject({ status: "rejected" });
    expect(JSON.stringify(failed)).toContain(word);
  }
});

test("a result changed after the call is what the model reads; the call was made once", async () => {
  const { world, events } = await play({
    after: { ...by, decision: "continue", result: { row: "changed" } },
  });
  expect(world.insertsTried).toBe(1);
  expect(events.find(({ type }) => type === "action.completed")).toMatchObject({
    result: { row: "changed" },
  });
});

test("a pinned result stands in for the call, past guards like any other, and counts as done", async () => {
  const { world, events, verdict } = await playScenario({
    document: shop,
    script,
    pinned: { order: { rowId: "pinned" } },
  });
  expect(world.insertsTried).toBe(0);
  expect(events.find(({ type }) => type === "action.completed")).toMatchObject({
    result: { rowId: "pinned" },
    pinned: true,
    undoable: false,
  });
  expect(verdict).toMatchObject({ status: "succeeded", answer: "Settled." });
});

test("a test run may begin at any step, past what stands before it", async () => {
  const document = draw(
    [
      ["chat", "chat"],
      ["first", "rule", { branches: [{ id: "b", label: "Always", when: "true", answer: "From the rule." }] }],
      ["agent", "agent", {}],
    ],
    ["chat.starts>first.in", "first.b>agent.start"],
  );
  const { events, verdict } = await playScenario({
    document,
    script: [{ text: "Hello." }],
    startAt: "agent",
  });
  expect(verdict).toMatchObject({ answer: "Hello." });
  expect(events.filter(({ type }) => type === "node.entered")).toMatchObject([
    { nodeId: "agent", viaWireId: null },
  ]);
});
