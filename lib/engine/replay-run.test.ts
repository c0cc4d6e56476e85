import { describe, expect, test } from "vitest";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import type { StoredEvent } from "#lib/run-events/events.ts";
import { draw, emptyWorld, playScenario, type Scenario, scenarioInput } from "#lib/testing/scenario.ts";
import { replayRun, type StoredStep } from "./replay-run.ts";

const shop = (agent: object = {}) =>
  draw(
    [
      ["chat", "chat"],
      ["agent", "agent", agent],
      ["gate", "approval", { when: "true" }],
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
    ["chat.starts>agent.start", "agent.can>gate.asked", "gate.allows>order.used"],
  );
const script = [{ toolCalls: [{ name: "add_order", arguments: { amount: 3 } }] }, { text: "Ordered." }];

/** Plays a scenario and hands back what a run would have stored of it. */
async function record(scenario: Scenario) {
  const world = emptyWorld();
  const { events } = await playScenario({ ...scenario, world });
  const log = events.map((event, index): StoredEvent => {
    const at = "2026-01-05T09:00:00.000Z";
    return { runId: "run-1", seq: index + 2, at, event: JSON.parse(JSON.stringify(event)) };
  });
  // The end of a run is stored with the run itself, not as a step.
  const results = [...world.stored].filter(([name]) => name !== "finish");
  const steps = results.map(([name, value]): StoredStep => {
    const kept = value === undefined ? undefined : JSON.parse(JSON.stringify(value));
    return { kind: "step", name, end: { ok: true, value: kept } };
  });
  if (events.some((event) => event.type === "approval.requested"))
    steps.push({
      kind: "wait",
      name: "approval",
      value: scenario.decision
        ? { decision: "approve", by: "Ada", comment: "", arguments: null, ...scenario.decision }
        : null,
    });
  return { log, steps };
}

const replay = (document: Blueprint, steps: StoredStep[], log: StoredEvent[]) =>
  replayRun(scenarioInput({ document }), steps, log, nodeExecutor);

describe("replay", () => {
  test("a run with an action and an approval comes out equal, with nothing asked outside", async () => {
    const { log, steps } = await record({ document: shop(), script, decision: {} });
    const replayed = await replay(shop(), steps, log);
    expect(replayed).toMatchObject({
      equal: true,
      outsideCalls: 0,
      answer: "Ordered.",
      status: "succeeded",
      divergence: null,
      differences: [],
    });
    expect(replayed.events).toBe(log.length);
  });

  test("a result that was tampered with shows where it does", async () => {
    const { log, steps } = await record({ document: shop(), script, decision: {} });
    const tampered = steps.map((step): StoredStep => {
      if (step.name !== "turn agent 2") return step;
      return JSON.parse(JSON.stringify(step).replaceAll("Ordered.", "Not ordered."));
    });
    const replayed = await replay(shop(), tampered, log);
    expect(replayed.equal).toBe(false);
    expect(replayed.differences.map(({ stored }) => stored?.type)).toEqual([
      "turn.completed",
      "message.completed",
      "run.finished",
    ]);
  });

  test("a step that is missing ends the replay there, and is named", async () => {
    const { log, steps } = await record({ document: shop(), script, decision: {} });
    const without = steps.filter((step) => step.name !== "act agent.1.1");
    const replayed = await replay(shop(), without, log);
    expect(replayed).toMatchObject({ equal: false, divergence: { step: "act agent.1.1" } });
  });

  test("a blueprint that takes fewer steps than the log is told apart too", async () => {
    const { log, steps } = await record({ document: shop(), script, decision: {} });
    const ungated = {
      ...shop(),
      wires: draw(
        [
          ["chat", "chat"],
          ["agent", "agent"],
          ["order", "ability", { ability: "table-write", name: "add_order" }],
        ],
        ["chat.starts>agent.start", "agent.can>order.used"],
      ).wires,
    };
    const replayed = await replay(ungated, steps, log);
    expect(replayed.equal).toBe(false);
    expect(replayed.divergence?.problem).toContain("the replay did not");
  });

  test("a run that failed, and one nobody approved, replay to the same end", async () => {
    const limited = shop({ maxTurns: 1 });
    const failed = await record({ document: limited, script, decision: {} });
    expect(await replay(limited, failed.steps, failed.log)).toMatchObject({ equal: true, status: "failed" });
    const silent = await record({ document: shop(), script });
    expect(await replay(shop(), silent.steps, silent.log)).toMatchObject({ equal: true, outsideCalls: 0 });
  });

  test("a run that a fault of ours ended replays up to the fault", async () => {
    const { log, steps } = await record({ document: shop(), script, decision: {} });
    const cut = log.findIndex(({ event }) => event.type === "action.started");
    const message = "Something went wrong on our side. The error has been logged; try again.";
    const end: StoredEvent = {
      runId: "run-1",
      seq: cut + 3,
      at: "2026-01-05T09:00:00.000Z",
      event: {
        type: "run.finished",
        status: "failed",
        answer: null,
        error: { code: "internal", message },
        usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
        durationMs: 12,
      },
    };
    const stored = steps.filter(({ name }) => !/^(act agent|turn agent 2)/.test(name));
    const replayed = await replay(shop(), stored, [...log.slice(0, cut + 1), end]);
    expect(replayed).toMatchObject({ equal: true, divergence: null });
  });
});
