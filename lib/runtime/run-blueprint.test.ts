import { describe, expect, test } from "vitest";
import { AppError } from "#lib/foundation/errors.ts";
import { Cut, draw, emptyWorld, playScenario, scenarioStart } from "#lib/testing/scenario.ts";

const order = {
  ability: "table-write",
  name: "add_order",
  settings: { table: "orders", fields: [{ column: "amount", type: "number" }] },
};
const call = (amount: unknown, name = "add_order") => ({
  toolCalls: [{ id: `call-${amount}`, name, arguments: { amount } }],
});
const shop = (agent: object = {}, ability: object = {}) =>
  draw(
    [
      ["chat", "chat"],
      ["agent", "agent", agent],
      ["order", "ability", { ...order, ...ability }],
    ],
    ["chat.starts>agent.start", "agent.can>order.used"],
  );
const gated = (when: string, gate: object = {}) =>
  draw(
    [
      ["chat", "chat"],
      ["agent", "agent"],
      ["gate", "approval", { when, ...gate }],
      ["order", "ability", order],
    ],
    ["chat.starts>agent.start", "agent.can>gate.asked", "gate.allows>order.used"],
  );
const guarded = (config: object) =>
  draw(
    [
      ["chat", "chat"],
      ["agent", "agent"],
      ["guard", "guardrail", config],
      ["order", "ability", order],
    ],
    ["chat.starts>agent.start", "agent.can>order.used", "guard.guards>agent.guarded"],
  );
const typesOf = (events: { type: string }[]) => events.map((event) => event.type);

describe("rules", () => {
  const hours = draw(
    [
      ["chat", "chat"],
      [
        "rule",
        "rule",
        { branches: [{ id: "hours", when: "input.text.contains('hours')", answer: "Nine to five." }] },
      ],
      ["agent", "agent"],
    ],
    ["chat.starts>rule.start", "rule.else>agent.start"],
  );
  test("a branch answers without a token", async () => {
    const { events, verdict } = await playScenario({ document: hours, text: "hours?" });
    expect(verdict).toMatchObject({
      status: "succeeded",
      answer: "Nine to five.",
      usage: { inputTokens: 0, outputTokens: 0 },
    });
    expect(typesOf(events)).toEqual(["node.entered", "rule.evaluated", "message.completed", "run.finished"]);
  });
  test("otherwise the agent answers", async () => {
    const { verdict, model } = await playScenario({ document: hours, script: [{ text: "Hi." }] });
    expect(verdict.answer).toBe("Hi.");
    model.assertConsumed();
  });
  test("a trigger wired to nothing, and a loop of rules, end with a reason", async () => {
    const nothing = await playScenario({ document: draw([["chat", "chat"]], []) });
    expect(nothing.verdict.error?.code).toBe("blueprint_invalid");
    const loop = draw(
      [
        ["chat", "chat"],
        ["rule", "rule"],
      ],
      ["chat.starts>rule.start", "rule.else>rule.start"],
    );
    expect((await playScenario({ document: loop })).verdict.error?.code).toBe("limit_reached");
  });
});

describe("actions", () => {
  test("two in sequence, each with its events", async () => {
    const { events, world } = await playScenario({
      document: shop(),
      script: [call(1), call(2), { text: "Done." }],
    });
    expect(world.rows.map((row) => row.values)).toEqual([{ amount: 1 }, { amount: 2 }]);
    expect(typesOf(events).filter((type) => type.startsWith("action."))).toEqual([
      "action.proposed",
      "action.started",
      "action.completed",
      "action.proposed",
      "action.started",
      "action.completed",
    ]);
  });
  test("malformed arguments and unknown names go back and are mended", async () => {
    const script = [call("many"), call(1, "no_such"), call(3), { text: "Done." }];
    const { verdict, world } = await playScenario({ document: shop(), script });
    expect(verdict.status).toBe("succeeded");
    expect(world.rows).toHaveLength(1);
  });
  test("a retryable error is tried again, a lasting one goes back", async () => {
    const onInsert = (count: number) => {
      if (count < 2) throw new AppError("unavailable", "Busy.");
    };
    const mended = await playScenario({ document: shop(), script: [call(1), { text: "Done." }], onInsert });
    expect(mended.events).toContainEqual(expect.objectContaining({ type: "action.completed", attempts: 2 }));
    const lasting = () => {
      throw new AppError("invalid_input", "No such table.");
    };
    const failed = await playScenario({
      document: shop(),
      script: [call(1), { text: "Sorry." }],
      onInsert: lasting,
    });
    expect(failed.events).toContainEqual(
      expect.objectContaining({ type: "action.failed", status: "failed", attempts: 1 }),
    );
    expect(failed.verdict.answer).toBe("Sorry.");
  });
});

describe("limits", () => {
  test("turns and seconds end the run", async () => {
    const turns = await playScenario({ document: shop({ maxTurns: 1 }), script: [call(1)] });
    expect(turns.verdict.error?.code).toBe("limit_reached");
    const late = () => scenarioStart + 10_000;
    const seconds = await playScenario({ document: shop({ maxSeconds: 5 }), script: [], now: late });
    expect(seconds.events).toContainEqual(
      expect.objectContaining({ type: "budget.warned", limit: "seconds" }),
    );
  });
  test("no action beyond the limit is done", async () => {
    const { world, events } = await playScenario({
      document: shop({ maxActions: 1 }),
      script: [call(1), call(2), { text: "One." }],
    });
    expect(world.rows).toHaveLength(1);
    expect(events).toContainEqual(expect.objectContaining({ type: "budget.warned", limit: "actions" }));
  });
});

describe("approval", () => {
  test.each([
    ["approve", { decision: "approve" as const }, [{ amount: 200 }]],
    ["edit", { decision: "approve" as const, arguments: { amount: 5 } }, [{ amount: 5 }]],
    ["reject", { decision: "reject" as const, comment: "Too much" }, []],
    ["expire", undefined, []],
  ])("%s", async (_name, decision, rows) => {
    const { world, model } = await playScenario({
      document: gated("arguments.amount > 100.0"),
      script: [call(200), { text: "Done." }],
      ...(decision ? { decision } : {}),
    });
    expect(world.rows.map((row) => row.values)).toEqual(rows);
    if (decision && "comment" in decision)
      expect(JSON.stringify(model.calls[1]?.prompt)).toContain("Too much");
  });
  test("nobody decides in time: it is done where the author says so, or the work ends", async () => {
    const allowed = await playScenario({
      document: gated("true", { onTimeout: "allow" }),
      script: [call(7), { text: "Done." }],
    });
    expect(allowed.world.rows.map((row) => row.values)).toEqual([{ amount: 7 }]);
    expect(allowed.events).toContainEqual(
      expect.objectContaining({ decision: "expire", comment: "Nobody decided in time, so it goes ahead." }),
    );
    const stopped = await playScenario({
      document: gated("true", { onTimeout: "stop" }),
      script: [call(7)],
    });
    expect(stopped.world.rows).toEqual([]);
    expect(stopped.verdict).toMatchObject({ status: "failed", error: { code: "forbidden" } });
    expect(typesOf(stopped.events)).toContain("action.failed");
  });
  test("a decision made in the moment the time ran out holds", async () => {
    const { world } = await playScenario({
      document: gated("true"),
      script: [call(7), { text: "Done." }],
      lateDecision: { decision: "approve", by: "Ada", comment: "", arguments: { amount: 3 } },
    });
    expect(world.rows.map((row) => row.values)).toEqual([{ amount: 3 }]);
  });
  test("a condition that cannot be told asks", async () => {
    const { events } = await playScenario({
      document: gated("arguments.nothing > 1"),
      script: [call(1), { text: "No." }],
    });
    expect(typesOf(events)).toContain("approval.requested");
  });
});

describe("guardrails", () => {
  const checks = [{ check: "keywords", words: ["banana"] }];
  test("block on input calls no model; mask hides the part on output", async () => {
    const blocked = await playScenario({ document: guarded({ mode: "block", checks }), text: "a banana" });
    expect(blocked.model.calls).toHaveLength(0);
    const masked = await playScenario({
      document: guarded({ mode: "mask", checks }),
      script: [{ text: "A banana." }],
    });
    expect(masked.verdict.answer).not.toContain("banana");
    expect(JSON.stringify(masked.events)).not.toContain("A banana");
  });
  test("an action that is blocked is not done, and its arguments appear in no event", async () => {
    const document = guarded({
      mode: "block",
      action: true,
      checks: [{ check: "regex", pattern: "987654" }],
    });
    const { world, events } = await playScenario({
      document,
      script: [
        { toolCalls: [{ id: "c1", name: "add_order", arguments: { amount: 987654 } }] },
        { text: "No." },
      ],
    });
    expect(world.rows).toEqual([]);
    expect(events).toContainEqual(expect.objectContaining({ type: "action.failed", status: "blocked" }));
    expect(JSON.stringify(events)).not.toContain("987654");
  });
  test("warn lets through and records", async () => {
    const { verdict, events } = await playScenario({
      document: guarded({ mode: "warn", checks }),
      script: [{ text: "A banana." }],
    });
    expect(verdict.answer).toBe("A banana.");
    expect(events).toContainEqual(
      expect.objectContaining({ type: "guardrail.tripped", on: "output", mode: "warn" }),
    );
  });
});

test("cancelled before its first step, a run ends as cancelled", async () => {
  const { verdict } = await playScenario({ document: shop(), signal: AbortSignal.abort() });
  expect(verdict.status).toBe("cancelled");
});

describe("crash", () => {
  const steady = (events: unknown[]) =>
    JSON.parse(
      JSON.stringify(events, (key, value) => (key === "durationMs" || key === "firstDeltaMs" ? 0 : value)),
    );
  const script = [call(200), call(300), { text: "Done." }];
  const play = { document: gated("true"), script, decision: { decision: "approve" as const } };

  test("a request cut off before its end was noted becomes unknown and is not repeated", async () => {
    const document = draw(
      [
        ["chat", "chat"],
        ["agent", "agent"],
        [
          "post",
          "ability",
          {
            ability: "http-request",
            name: "post",
            permission: "auto",
            settings: { method: "POST", url: "https://shop.example.test/" },
          },
        ],
      ],
      ["chat.starts>agent.start", "agent.can>post.used"],
    );
    const script = [{ toolCalls: [{ id: "c1", name: "post", arguments: {} }] }, { text: "Not sure." }];
    const world = emptyWorld();
    const onStep = (name: string, when: string) => {
      if (name.startsWith("act") && when === "after") throw new Cut();
    };
    const onSettle = () => {
      throw new Cut();
    };
    await expect(playScenario({ document, script, world, onStep, onSettle })).rejects.toThrow();
    expect(world.requests).toHaveLength(1);
    const { events } = await playScenario({ document, script, world });
    expect(world.requests).toHaveLength(1);
    expect(events).toContainEqual(expect.objectContaining({ type: "action.failed", status: "unknown" }));
  });

  test("cut off at any step, before or after its work, the run continues to the same events and acts once", async () => {
    const whole = await playScenario(play);
    const names = [...whole.world.stored.keys()];
    expect(names.length).toBeGreaterThan(10);
    for (const cut of names)
      for (const moment of cut === "finish" ? ["before"] : ["before", "after"]) {
        const world = emptyWorld();
        const onStep = (name: string, when: string) => {
          if (name === cut && when === moment) throw new Cut(`${moment} ${cut}`);
        };
        await expect(playScenario({ ...play, world, onStep }), `${moment} ${cut}`).rejects.toThrow();
        const { events } = await playScenario({ ...play, world });
        expect(steady(events), `${moment} ${cut}`).toEqual(steady(whole.events));
        expect(world.rows, `${moment} ${cut}`).toHaveLength(2);
      }
  });
});

describe("people, memory and knowledge", () => {
  const asks = draw(
    [
      ["chat", "chat"],
      ["agent", "agent"],
      ["hand", "ability", { ability: "hand-to-human", name: "hand_over" }],
    ],
    ["chat.starts>agent.start", "agent.can>hand.used"],
  );
  const script = [
    { toolCalls: [{ name: "hand_over", arguments: { reason: "A refund" } }] },
    { text: "Thank you." },
  ];
  test("a handoff is answered, or expires and the model is told", async () => {
    const returned = { kind: "returned", reply: "Granted", by: "Ada" } as const;
    const answered = await playScenario({ document: asks, script, heard: [returned] });
    expect(JSON.stringify(answered.model.calls[1]?.prompt)).toContain("Granted");
    const expired = await playScenario({ document: asks, script });
    expect(expired.events).toContainEqual(expect.objectContaining({ type: "handoff.resolved", reply: null }));
    expect(expired.events.map((event) => event.type)).toContain("handoff.overdue");
    expect(expired.verdict.status).toBe("succeeded");
  });
  test("what is said while a person has the conversation reaches the log and the agent; a closed one ends there", async () => {
    const talk = [
      { kind: "claimed", by: "Ada" },
      { kind: "said", from: "contact", by: "Ben", text: "Is anybody there?" },
      { kind: "said", from: "person", by: "Ada", text: "Your refund is on its way." },
    ] as const;
    const returned = { kind: "returned", reply: "Refunded by hand.", by: "Ada" } as const;
    const back = await playScenario({ document: asks, script, heard: [...talk, returned] });
    expect(back.events.flatMap((event) => (event.type === "handoff.message" ? [event.text] : []))).toEqual([
      "Is anybody there?",
      "Your refund is on its way.",
    ]);
    expect(back.events.some((event) => event.type === "handoff.overdue")).toBe(false);
    expect(JSON.stringify(back.model.calls[1]?.prompt)).toContain("Is anybody there?");
    const closed = await playScenario({
      document: asks,
      script: script.slice(0, 1),
      heard: [...talk, { kind: "closed", by: "Ada" }],
    });
    expect(closed.verdict).toMatchObject({ status: "succeeded", answer: "Your refund is on its way." });
  });
  test("a goal is met by its ability, pending on a rating, missed without the ability", async () => {
    const criteria = [{ kind: "ability-succeeded", id: "c", label: "Ordered", ability: "add_order" }];
    const withGoal = (extra: object[]) =>
      draw(
        [
          ["chat", "chat"],
          ["agent", "agent"],
          ["order", "ability", order],
          ["goal", "goal", { statement: "An order", criteria: [...criteria, ...extra] }],
        ],
        ["chat.starts>agent.start", "agent.can>order.used", "agent.pursues>goal.pursued"],
      );
    const verdictFor = async (extra: object[], steps: object[]) =>
      (await playScenario({ document: withGoal(extra), script: steps })).verdict.outcomes[0]?.verdict;
    expect(await verdictFor([], [call(1), { text: "Done." }])).toBe("met");
    expect(await verdictFor([], [{ text: "No." }])).toBe("missed");
    const rating = { kind: "rating", id: "r", label: "Liked" };
    expect(await verdictFor([rating], [call(1), { text: "Done." }])).toBe("pending");
  });
});
