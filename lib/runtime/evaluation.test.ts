import { expect, test } from "vitest";
import { AppError } from "#lib/foundation/errors.ts";
import { draw, emptyWorld, playScenario } from "#lib/testing/scenario.ts";

const order = {
  ability: "table-write",
  name: "add_order",
  settings: { table: "orders", fields: [{ column: "amount", type: "number" }] },
};
const call = { id: "http", kind: "http-request" };
const shop = draw(
  [
    ["chat", "chat"],
    ["rule", "rule", { branches: [{ id: "hours", when: "true", answer: "Nine to five." }] }],
    ["agent", "agent"],
    [
      "goal",
      "goal",
      { criteria: [{ id: "a", label: "A", kind: "ability-succeeded", ability: "add_order" }] },
    ],
    ["other", "agent"],
    ["far", "goal", { criteria: [{ id: "b", label: "B", kind: "condition", when: "false" }] }],
    ["gate", "approval", { when: "true" }],
    ["order", "ability", order],
    [
      call.id,
      "ability",
      {
        ability: call.kind,
        name: "notify",
        weigh: "never",
        settings: { method: "POST", url: "https://example.com/{path}" },
      },
    ],
  ],
  [
    "chat.starts>rule.start",
    "agent.can>gate.asked",
    "gate.allows>order.used",
    "agent.can>http.used",
    "agent.pursues>goal.pursued",
    "other.pursues>far.pursued",
  ],
);
const orders = { toolCalls: [{ id: "1", name: "add_order", arguments: { amount: 30 } }] };
const notifies = { toolCalls: [{ id: "2", name: "notify", weigh: "never", arguments: { path: "x" } }] };

test("a run begun at an agent passes no rule and is measured by that agent's goals alone", async () => {
  const { events, verdict } = await playScenario({
    document: shop,
    startAtAgent: "agent",
    simulatesWrites: true,
    script: [orders, { text: "Done." }],
  });
  expect(events[0]).toEqual({ type: "node.entered", nodeId: "agent", viaWireId: null });
  expect(events.some(({ type }) => type === "rule.evaluated")).toBe(false);
  expect(verdict.outcomes.map(({ goalNodeId, verdict }) => [goalNodeId, verdict])).toEqual([["goal", "met"]]);
});

test("an agent that is not there ends the run with a reason", async () => {
  const { verdict } = await playScenario({ document: shop, startAtAgent: "rule" });
  expect(verdict).toMatchObject({ status: "failed", error: { code: "blueprint_invalid" } });
});

test("simulated, nothing is written, sent, asked of a person or entered in the ledger", async () => {
  const world = emptyWorld();
  const { events, verdict } = await playScenario({
    document: shop,
    startAtAgent: "agent",
    simulatesWrites: true,
    world,
    script: [orders, notifies, { text: "Done." }],
  });
  expect(verdict.status).toBe("succeeded");
  expect(world).toMatchObject({ rows: [], requests: [], insertsTried: 0 });
  expect(world.ledger.size).toBe(0);
  const completed = events.flatMap((event) => (event.type === "action.completed" ? [event] : []));
  expect(completed).toMatchObject([
    { nodeId: "order", simulated: true, undoable: false, result: { row: { amount: 30 } } },
    { nodeId: "http", simulated: true, undoable: false, result: { arguments: { path: "x" } } },
  ]);
  expect(events.find(({ type }) => type === "approval.resolved")).toMatchObject({
    decision: "approve",
    by: "Simulation",
  });
  expect(events.some(({ type }) => type === "run.waiting")).toBe(false);
});

test("what a table would refuse is refused in a simulation too", async () => {
  const { events } = await playScenario({
    document: shop,
    startAtAgent: "agent",
    simulatesWrites: true,
    onInsert: () => {
      throw new AppError("invalid_input", "values.amount: Too much.");
    },
    script: [orders, { text: "I could not." }],
  });
  expect(events.find(({ type }) => type === "action.failed")).toMatchObject({
    error: { code: "invalid_input", message: "values.amount: Too much." },
  });
});
