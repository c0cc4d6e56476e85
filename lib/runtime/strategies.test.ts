import { describe, expect, test } from "vitest";
import { AppError } from "#lib/foundation/errors.ts";
import { Cut, draw, emptyWorld, playScenario } from "#lib/testing/scenario.ts";

const shop = (agent: object) =>
  draw(
    [
      ["chat", "chat"],
      ["agent", "agent", agent],
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
const plan = (...steps: [what: string, uses?: string][]) => ({
  text: JSON.stringify({ steps: steps.map(([what, uses]) => ({ do: what, uses: uses ?? null })) }),
});
const call = { toolCalls: [{ id: "one", name: "add_order", arguments: { amount: 5 } }] };
const answer = { text: "It is ordered." };
const check = (release: boolean, ...problems: string[]) => ({ text: JSON.stringify({ release, problems }) });
const kept = ["plan.made", "plan.marked", "draft.checked", "action.completed", "message.completed"];
const told = (events: { type: string }[]) => events.filter((event) => kept.includes(event.type));

describe("plan", () => {
  const document = shop({ strategy: "plan" });

  test("is drawn up without abilities, shown in later turns, and marked from what happened", async () => {
    const script = [plan(["Add the order", "add_order"], ["Tell the customer"]), call, answer];
    const { events, verdict, model } = await playScenario({ document, script });
    expect(told(events)).toMatchObject([
      { type: "plan.made", number: 1, reason: "", steps: [{ ability: "add_order" }, { ability: null }] },
      { type: "action.completed" },
      { type: "plan.marked", number: 1, step: 0, state: "done", evidence: "add_order succeeded." },
      { type: "plan.marked", number: 1, step: 1, state: "done" },
      { type: "message.completed" },
    ]);
    expect(verdict).toMatchObject({ status: "succeeded", answer: "It is ordered." });
    expect(model.calls[0]?.tools ?? []).toEqual([]);
    expect(systemOf(model.calls[1])).toContain("1. [now] Add the order (add_order)");
    expect(systemOf(model.calls[2])).toContain("1. [done] Add the order (add_order)\n2. [now]");
  });

  test("gives way to a new one when an action fails, and says why", async () => {
    const script = [plan(["Add the order", "add_order"]), call, plan(["Say that it is full"]), answer];
    const { events, model } = await playScenario({
      document,
      script,
      onInsert: () => {
        throw new AppError("conflict", "The table is full.");
      },
    });
    const plans = events.filter((event) => event.type === "plan.made");
    expect(plans).toHaveLength(2);
    expect(plans[1]).toMatchObject({ number: 2, reason: expect.stringContaining("The table is full.") });
    expect(events).toContainEqual(expect.objectContaining({ type: "plan.marked", state: "failed" }));
    expect(systemOf(model.calls[3])).not.toContain("Add the order");
  });

  test("a step that nothing did is skipped, not done", async () => {
    const { events } = await playScenario({
      document,
      script: [plan(["Add the order", "add_order"]), answer],
    });
    expect(events).toContainEqual(expect.objectContaining({ type: "plan.marked", state: "skipped" }));
  });

  test("a model that writes prose or a list still has a plan; unknown abilities are not promised", async () => {
    for (const text of ["1. Look around\n2. Answer", "I would simply answer.", plan(["Fly", "fly"]).text]) {
      const { events } = await playScenario({ document, script: [{ text }, answer] });
      const made = events.find((event) => event.type === "plan.made");
      expect(made?.type === "plan.made" && made.steps.every((step) => step.ability === null)).toBe(true);
      expect(made?.type === "plan.made" && made.steps.length).toBeGreaterThan(0);
    }
  });

  test("is left out when the limits leave no turn to follow it", async () => {
    const { events, verdict } = await playScenario({
      document: shop({ strategy: "plan", maxTurns: 1 }),
      script: [answer],
    });
    expect(events).toContainEqual(expect.objectContaining({ type: "plan.made", number: 0, steps: [] }));
    expect(verdict.answer).toBe("It is ordered.");
  });

  test("after a crash the stored plan is followed, and no turn is taken twice", async () => {
    const world = emptyWorld();
    const script = [plan(["Add the order", "add_order"], ["Answer"]), call, answer];
    const onStep = (name: string, when: string) => {
      if (name === "turn agent 3" && when === "before") throw new Cut("power");
    };
    await expect(playScenario({ document, script, world, onStep })).rejects.toThrow(Cut);
    const { events, verdict } = await playScenario({ document, script, world });
    expect(verdict.answer).toBe("It is ordered.");
    expect(world.insertsTried).toBe(1);
    expect(events.filter((event) => event.type === "plan.made")).toHaveLength(1);
  });
});

describe("verify", () => {
  const document = shop({ strategy: "verify" });

  test("releases a draft that holds", async () => {
    const { events, verdict, model } = await playScenario({ document, script: [answer, check(true)] });
    expect(told(events)).toMatchObject([
      { type: "draft.checked", attempt: 1, verdict: "released", problems: [], draft: "It is ordered." },
      { type: "message.completed" },
    ]);
    expect(verdict.usage.outputTokens).toBeGreaterThan(0);
    expect(systemOf(model.calls[1])).toMatch(/^# Check/);
  });

  test("sends a draft back once, with what is wrong, and releases the second", async () => {
    const script = [
      { text: "It costs 9." },
      check(false, "No price is known."),
      answer,
      check(false, "Still."),
    ];
    const { events, verdict, model } = await playScenario({ document, script });
    expect(told(events)).toMatchObject([
      { type: "draft.checked", attempt: 1, verdict: "returned", problems: ["No price is known."] },
      { type: "draft.checked", attempt: 2, verdict: "released", problems: ["Still."] },
      { type: "message.completed", text: "It is ordered." },
    ]);
    expect(JSON.stringify(model.calls[2]?.prompt)).toContain("No price is known.");
    expect(verdict.answer).toBe("It is ordered.");
    model.assertConsumed();
  });

  test("says that nothing was checked when the limits or the verdict do not allow it", async () => {
    const short = await playScenario({
      document: shop({ strategy: "verify", maxTurns: 1 }),
      script: [answer],
    });
    const mute = await playScenario({ document, script: [answer, { text: "Looks fine to me." }] });
    for (const { events, verdict } of [short, mute]) {
      expect(events).toContainEqual(expect.objectContaining({ type: "draft.checked", verdict: "unchecked" }));
      expect(verdict.answer).toBe("It is ordered.");
    }
  });
});

test("direct neither plans nor checks", async () => {
  const { events, model } = await playScenario({ document: shop({}), script: [call, answer] });
  expect(told(events).map((event) => event.type)).toEqual(["action.completed", "message.completed"]);
  expect(model.calls).toHaveLength(2);
});

function systemOf(call: { prompt: readonly { role: string; content: unknown }[] } | undefined): string {
  return String(call?.prompt.find((message) => message.role === "system")?.content);
}
