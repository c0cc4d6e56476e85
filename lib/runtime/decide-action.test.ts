import { describe, expect, test } from "vitest";
import type { ScriptedStep } from "#lib/models/scripted.ts";
import type { DurableEvent } from "#lib/run-events/events.ts";
import { draw, emptyWorld, playScenario } from "#lib/testing/scenario.ts";

type Weight = { id: string; label: string; weight: number };

const weights = (speed: number, quality: number): Weight[] => [
  { id: "speed", label: "Speed", weight: speed },
  { id: "quality", label: "Quality", weight: quality },
];
const ability = (name: string, more: object = {}) => ({
  ability: "table-write",
  name,
  settings: { table: name, fields: [{ column: "amount", type: "number" }] },
  ...more,
});
const shop = (weighing: Weight[], refund: object = { weigh: "always" }) =>
  draw(
    [
      ["chat", "chat"],
      ["agent", "agent", { instructions: "Help." }],
      ["goal", "goal", { statement: "The customer is content.", weighing }],
      ["refund", "ability", ability("refund", refund)],
      ["ticket", "ability", ability("ticket")],
    ],
    [
      "chat.starts>agent.start",
      "agent.pursues>goal.pursued",
      "agent.can>refund.used",
      "agent.can>ticket.used",
    ],
  );
const call = (name: string, amount = 5): ScriptedStep => ({
  toolCalls: [{ name, arguments: { amount } }],
});
const option = (more: object) => ({
  title: "Refund now",
  does: "proposed",
  scores: { speed: 1, quality: 0.3 },
  probability: 1,
  goalFit: 0.8,
  predicted: "The money is back at once.",
  reason: "Quick.",
  ...more,
});
const ticketInstead = option({
  title: "Open a ticket",
  does: "other",
  ability: "ticket",
  arguments: { amount: 5 },
  scores: { speed: 0.2, quality: 1 },
  reason: "Somebody looks at it.",
});
const options = (first: object = option({}), second: object = ticketInstead): ScriptedStep => ({
  toolCalls: [
    { name: "record_options", arguments: { options: [first, second], evidence: ["contact", "[9]"] } },
  ],
});
const decisionsIn = (events: DurableEvent[]) =>
  events.flatMap((event) => (event.type === "decision.made" ? [event] : []));

describe("weighing before an action", () => {
  test("the same output of the model under two weightings gives two choices", async () => {
    const fast = await playScenario({
      document: shop(weights(3, 1)),
      script: [call("refund"), options(), { text: "Refunded." }],
    });
    expect(fast.world.rows.map((row) => row.table)).toEqual(["refund"]);
    const good = await playScenario({
      document: shop(weights(1, 3)),
      script: [call("refund"), options(), call("ticket"), { text: "A ticket is open." }],
    });
    expect(good.world.rows.map((row) => row.table)).toEqual(["ticket"]);
    expect(decisionsIn(good.events)[0]).toMatchObject({ verdict: "other", chosen: 1 });
    const told = JSON.stringify(good.model.calls[2]?.prompt);
    expect(told).toContain("Go on with “Open a ticket” instead: call ticket");
  });

  test("the weights are kept from the model", async () => {
    const { model } = await playScenario({
      document: shop(weights(77, 1)),
      script: [call("refund"), options(), { text: "Refunded." }],
    });
    expect(JSON.stringify(model.calls[1]?.prompt)).not.toContain("77");
  });

  test("evidence that was not shown is marked", async () => {
    const { events } = await playScenario({
      document: shop(weights(3, 1)),
      script: [call("refund"), options(), { text: "Refunded." }],
    });
    expect(decisionsIn(events)[0]?.evidence).toMatchObject([
      { ref: "contact", source: "contact" },
      { ref: "[9]", source: "unknown" },
    ]);
  });

  test("a malformed record is mended within bounds", async () => {
    const { events, model } = await playScenario({
      document: shop(weights(3, 1)),
      script: [call("refund"), { text: "Sure, let me think." }, options(), { text: "Refunded." }],
    });
    expect(decisionsIn(events)[0]).toMatchObject({ verdict: "proposed", attempts: 2 });
    expect(JSON.stringify(model.calls[2]?.prompt)).toContain("That record cannot be used");
  });

  test("without a record a person is asked, and silence means no", async () => {
    const bad = { text: "No idea." };
    const script = [call("refund"), bad, bad, bad, { text: "Nobody allowed it." }];
    const { events, world } = await playScenario({ document: shop(weights(3, 1)), script });
    expect(decisionsIn(events)[0]).toMatchObject({
      verdict: "none",
      problem: expect.stringMatching(/^No decision record: .*3 tries/),
    });
    expect(events.find((event) => event.type === "approval.requested")).toMatchObject({
      nodeId: "refund",
      reason: expect.stringContaining("No decision record"),
    });
    expect(world.rows).toEqual([]);
    const approved = await playScenario({ document: shop(weights(3, 1)), script, decision: {} });
    expect(approved.world.rows).toMatchObject([{ table: "refund" }]);
  });

  test("a misaligned action is rejected though its scores are the best", async () => {
    const cheap = option({ scores: { speed: 1, quality: 1 }, goalFit: 0.2 });
    const nothing = option({ title: "Leave it", does: "nothing", scores: { speed: 0.1, quality: 0.1 } });
    const { events, world } = await playScenario({
      document: shop(weights(1, 1)),
      script: [call("refund"), options(cheap, nothing), { text: "I left it." }],
    });
    expect(world.rows).toEqual([]);
    expect(events.find((event) => event.type === "action.failed")).toMatchObject({
      status: "rejected",
      error: { code: "misaligned" },
    });
  });

  test("an action that lost is not weighed again, and the one that won goes ahead", async () => {
    const twice = shop(weights(1, 3));
    const document = {
      ...twice,
      nodes: twice.nodes.map((node) =>
        node.id === "ticket" ? { ...node, config: { ...node.config, weigh: "always" } } : node,
      ),
    } as typeof twice;
    const { events, world, model } = await playScenario({
      document,
      script: [call("refund"), options(), call("refund"), call("ticket"), { text: "A ticket is open." }],
    });
    model.assertConsumed();
    expect(world.rows.map((row) => row.table)).toEqual(["ticket"]);
    expect(decisionsIn(events).map(({ actionId, repeats }) => [actionId, repeats])).toEqual([
      ["agent.1.1", undefined],
      ["agent.2.1", "agent.1.1"],
      ["agent.3.1", "agent.1.1"],
    ]);
  });

  test("what can be undone is not weighed unless its condition says so", async () => {
    const plain = await playScenario({
      document: shop(weights(1, 1), {}),
      script: [call("refund"), { text: "Done." }],
    });
    expect(decisionsIn(plain.events)).toEqual([]);
    const when = shop(weights(3, 1), { weighWhen: "arguments.amount > 100.0" });
    const small = await playScenario({ document: when, script: [call("refund", 20), { text: "Done." }] });
    expect(decisionsIn(small.events)).toEqual([]);
    const large = await playScenario({
      document: when,
      script: [call("refund", 200), options(), { text: "Done." }],
    });
    expect(decisionsIn(large.events)).toHaveLength(1);
  });

  test("a cut between the decision and the action asks the model no second time", async () => {
    const world = emptyWorld();
    const scenario = {
      document: shop(weights(3, 1)),
      world,
      script: [call("refund"), options(), { text: "Refunded." }],
    };
    const cut = playScenario({
      ...scenario,
      onStep: (name, when) => {
        if (name.startsWith("act ") && when === "before") throw new Error("cut");
      },
    });
    await expect(cut).rejects.toThrow("cut");
    const { events, verdict } = await playScenario(scenario);
    expect(verdict.status).toBe("succeeded");
    expect(decisionsIn(events)).toHaveLength(1);
  });

  test("past outcomes of the contact are perceived before the decision and cited in it", async () => {
    const past = {
      runId: "before",
      at: "2026-01-02T09:00:00.000Z",
      text: "Refund me",
      answer: "Refunded.",
      status: "succeeded",
      verdict: "missed",
      rating: -1,
      actions: [{ ability: "table-write", status: "succeeded" }],
    };
    const record = { options: [option({}), ticketInstead], evidence: ["outcome:1"] };
    const { events, model } = await playScenario({
      document: shop(weights(3, 1)),
      outcomes: [past],
      script: [
        call("refund"),
        { toolCalls: [{ name: "record_options", arguments: record }] },
        { text: "Refunded." },
      ],
    });
    const types = events.map((event) => event.type);
    const fact = events.findIndex((event) => event.type === "fact.perceived" && event.source === "outcome");
    expect(fact).toBeGreaterThanOrEqual(0);
    expect(fact).toBeLessThan(types.indexOf("turn.started"));
    expect(JSON.stringify(model.calls[1]?.prompt)).toContain(
      "outcome:1 2026-01-02: goal missed, rated badly",
    );
    expect(decisionsIn(events)[0]?.evidence).toMatchObject([
      { source: "outcome", observedAt: past.at, title: expect.stringContaining("goal missed") },
    ]);
  });
});
