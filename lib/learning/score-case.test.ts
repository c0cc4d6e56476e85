import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DurableEvent } from "#lib/run-events/events.ts";
import { conditionFacts } from "#lib/runtime/assess.ts";
import type { Expectation, ResultStatus } from "#lib/suites/suite-case.ts";
import { draw, playScenario } from "#lib/testing/scenario.ts";
import { gatherEvidence } from "./case-evidence.ts";
import { scoreCase } from "./score-case.ts";
import { summarizeResults } from "./summarize-results.ts";

const shop = draw(
  [
    ["chat", "chat"],
    ["agent", "agent"],
    ["goal", "goal", { criteria: [{ id: "a", label: "Answered", kind: "condition", when: "run.answered" }] }],
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
  ["chat.starts>agent.start", "agent.can>order.used", "agent.pursues>goal.pursued"],
);
const started: DurableEvent = {
  type: "run.started",
  blueprintId: "b",
  version: 1,
  triggerNodeId: "chat",
  input: { text: "Order one for 30" },
};

async function played() {
  const { events } = await playScenario({
    document: shop,
    script: [
      { toolCalls: [{ id: "1", name: "add_order", arguments: { amount: 30 } }] },
      { text: "Ordered  for\n30 EUR." },
    ],
  });
  return gatherEvidence([[started, ...events]], ["add_order", "never_used"]);
}
const score = async (...expectations: Expectation[]) => scoreCase(expectations, await played(), new Map());

describe("a case", () => {
  test.each<[Expectation, boolean | null]>([
    [{ kind: "answer-contains", text: "ordered for 30" }, true],
    [{ kind: "answer-lacks", text: "refund" }, true],
    [{ kind: "answer-lacks", text: "EUR" }, false],
    [{ kind: "answer-matches", pattern: "\\d+ eur" }, true],
    [{ kind: "answer-matches", pattern: "(a+)+$" }, false],
    [{ kind: "answer-matches", pattern: "(" }, null],
    [{ kind: "ability-called", ability: "add_order", when: "" }, true],
    [{ kind: "ability-called", ability: "add_order", when: "arguments.amount == 30" }, true],
    [{ kind: "ability-called", ability: "add_order", when: "arguments.amount > 100" }, false],
    [{ kind: "ability-called", ability: "add_order", when: "arguments.nothing > 1" }, false],
    [{ kind: "ability-called", ability: "refund", when: "" }, false],
    [{ kind: "ability-not-called", ability: "refund", when: "" }, true],
    [{ kind: "ability-not-called", ability: "add_order", when: "arguments.amount > 100" }, true],
    [{ kind: "ability-not-called", ability: "add_order", when: "" }, false],
    [{ kind: "outcome", verdict: "met" }, true],
    [{ kind: "outcome", verdict: "blocked" }, false],
    [{ kind: "status", status: "succeeded" }, true],
    [
      { kind: "condition", when: "actions.add_order.succeeded == 1 && actions.never_used.succeeded == 0" },
      true,
    ],
    [{ kind: "condition", when: "run.turns == 2 && size(calls) == 1" }, true],
    [{ kind: "condition", when: "run.turns > 2" }, false],
    [{ kind: "condition", when: "run.nothing" }, false],
    [{ kind: "judge", rubric: "It is kind" }, null],
    [{ kind: "cites", document: "Policies" }, false],
    [{ kind: "max-turns", turns: 1 }, false],
    [{ kind: "max-turns", turns: 2 }, true],
  ])("%j is %s", async (expectation, passed) => {
    const { checks } = await score(expectation);
    expect(checks[0]?.passed).toBe(passed);
    expect(checks[0]?.reason).not.toBe("");
  });

  test("passes by every check, fails by one, and is no failure when it cannot be told", async () => {
    const good: Expectation = { kind: "answer-contains", text: "ordered" };
    const bad: Expectation = { kind: "answer-contains", text: "refunded" };
    const open: Expectation = { kind: "judge", rubric: "kind" };
    expect((await score(good)).status).toBe("passed");
    expect((await score(good, open)).status).toBe("errored");
    expect((await score(good, open, bad)).status).toBe("failed");
  });

  test.each([
    ["Which order? Which day?", 2],
    ["Really?? Yes.", 1],
    ["See https://shop.example/?a=1 for more.", 0],
    ["どの注文ですか？教えてください。", 1],
    ['He asked "why?" and left.', 1],
    ["", 0],
  ])("%j asks %i questions", async (answer, asked) => {
    const evidence = { ...(await played()), answers: [answer, "No more."] };
    const says = (min: number, max: number) =>
      scoreCase([{ kind: "questions", min, max }], evidence, new Map()).status;
    expect(says(asked, asked)).toBe("passed");
    expect(says(asked + 1, 20)).toBe("failed");
  });

  test("a rubric weighs its criteria, and stays open only where the missing verdict decides", async () => {
    const criteria = [
      { label: "warm", weight: 2 },
      { label: "plain", weight: 1 },
      { label: "short", weight: 1 },
    ];
    const evidence = await played();
    const judged = (met: Record<string, boolean>, passAt: number) => {
      const words = new Map(Object.entries(met).map(([label, is]) => [label, { met: is, reason: "so" }]));
      return scoreCase([{ kind: "rubric", criteria, passAt }], evidence, words).checks[0];
    };
    expect(judged({ warm: true, plain: true, short: false }, 0.75)?.passed).toBe(true);
    expect(judged({ warm: false, plain: true, short: true }, 0.75)?.passed).toBe(false);
    expect(judged({ warm: true, plain: true }, 0.75)?.passed).toBe(true);
    expect(judged({ warm: true, plain: false }, 0.75)?.passed).toBe(null);
    expect(judged({ warm: false }, 0.75)).toMatchObject({
      passed: false,
      reason: "0 % of the rubric is met; 75 % is the bar.",
      criteria: [{ met: false }, { met: null }, { met: null }],
    });
  });

  test("a failed run fails its case unless the case expects it", async () => {
    const { events } = await playScenario({ document: draw([["chat", "chat"]], []) });
    const evidence = gatherEvidence([[started, ...events]], []);
    const lax: Expectation = { kind: "answer-lacks", text: "x" };
    const unexpected = scoreCase([lax], evidence, new Map());
    expect(unexpected.status).toBe("failed");
    expect(unexpected.checks[0]?.reason).toContain("Nothing is wired");
    expect(scoreCase([lax, { kind: "status", status: "failed" }], evidence, new Map()).status).toBe("passed");
  });

  test("conditions see what a goal's conditions see", async () => {
    const facts = Object.keys(
      conditionFacts({
        text: "",
        answer: "",
        status: "failed",
        durationMs: 0,
        tally: (await import("#lib/runtime/tally.ts")).emptyTally([], 0, {
          text: "",
          contact: { id: null, key: "", name: "", email: "" },
        }),
      }).run as object,
    );
    expect(Object.keys((await played()).facts.run as object)).toEqual(facts);
  });
});

describe("a summary", () => {
  const result = fc.record({
    status: fc.constantFrom<ResultStatus>("pending", "running", "passed", "failed", "errored", "cancelled"),
    tags: fc.uniqueArray(fc.constantFrom("de", "en", "vip")),
    heldOut: fc.boolean(),
  });

  test("every scored case counts once overall, once in its half, and once in each of its segments", () => {
    fc.assert(
      fc.property(fc.array(result), (results) => {
        const score = summarizeResults(results);
        const scored = results.filter(({ status }) => status === "passed" || status === "failed");
        expect(score.overall.passed + score.overall.failed).toBe(scored.length);
        expect(score.heldOut.passed + score.tuned.passed).toBe(score.overall.passed);
        expect(score.heldOut.failed + score.tuned.failed).toBe(score.overall.failed);
        const inSegments = score.tags.reduce((sum, one) => sum + one.passed + one.failed, 0);
        expect(inSegments).toBe(scored.reduce((sum, one) => sum + one.tags.length, 0));
        expect(score.overall.rate === null).toBe(scored.length === 0);
      }),
    );
  });
});
