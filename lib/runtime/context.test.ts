import { describe, expect, test } from "vitest";
import { AppError } from "#lib/foundation/errors.ts";
import { draw, emptyWorld, playScenario } from "#lib/testing/scenario.ts";
import { boundCheckpoint, checkpointSection, emptyCheckpoint, idsIn } from "./checkpoint.ts";
import { contextSize, tokensOf } from "./context-size.ts";
import { resultByReference } from "./result-by-reference.ts";

const shop = draw(
  [
    ["chat", "chat"],
    ["agent", "agent", { instructions: "Be brief.", maxTurns: 30 }],
    [
      "orders",
      "ability",
      { ability: "table-find", name: "find_orders", settings: { table: "orders", matchBy: ["shop"] } },
    ],
  ],
  ["chat.starts>agent.start", "agent.can>orders.used"],
);
const past = (count: number, size = 400) =>
  Array.from({ length: count }, (_, index) => ({
    text: `Question ${index + 1} about order ORD-${1000 + index}. ${"word ".repeat(size / 5)}`,
    answer: `Answer ${index + 1}.`,
    at: "2026-01-04T09:00:00.000Z",
    runId: `run-${index + 1}`,
  }));
const written = { facts: ["Asked about orders"], decisions: [], open: ["Which is late?"] };

describe("estimates", () => {
  test("count by alphabet, and never nothing for something", () => {
    expect(tokensOf("")).toBe(0);
    expect(tokensOf("four")).toBe(1);
    expect(tokensOf("дом!")).toBe(2);
    expect(tokensOf("日本")).toBe(2);
  });

  test("split a prompt into its parts, whose sum is the whole", () => {
    const size = contextSize(
      {
        system: "# Agent: A\n\n## Goal: G\nWin.\n\n## Knowledge\n[1] T: text\n\n## Rules of the answer\n- r",
        messages: [
          { role: "user", text: "Hello" },
          { role: "tool", toolCallId: "1", name: "n", result: { a: 1 } },
        ],
        tools: [{ name: "n", description: "d", inputSchema: {} }],
      },
      1000,
      1,
    );
    expect(Object.values(size.parts).every((tokens) => tokens >= 0)).toBe(true);
    expect(size.parts.goal).toBeGreaterThan(0);
    expect(size.parts.passages).toBeGreaterThan(0);
    expect(size.parts.memory).toBe(0);
    expect(size.estimated).toBe(Object.values(size.parts).reduce((sum, part) => sum + part, 0));
  });
});

describe("a checkpoint", () => {
  test("keeps ids word for word, the latest last", () => {
    const ids = idsIn(["Order ORD-1042 of ada@example.test", "again #7781 and ORD-1042, in 3 days"]);
    expect(ids).toEqual(["ada@example.test", "#7781", "ORD-1042"]);
  });

  test("finds ids in a long text without a space in the time one has for it", () => {
    for (const text of [
      "a".repeat(200_000),
      "1".repeat(200_000),
      "a.".repeat(100_000),
      "12345-".repeat(30_000),
    ])
      expect(idsIn([`${text} ORD-1042`]).at(-1)).toBe("ORD-1042");
  });

  test("gets smaller from its longest list, and keeps its note", () => {
    const facts = Array.from({ length: 40 }, (_, index) => `Fact ${index} ${"x".repeat(300)}`);
    const bound = boundCheckpoint({ ...emptyCheckpoint, facts, ids: ["A-1"], note: "Left out." }, 200);
    expect(tokensOf(checkpointSection(bound))).toBeLessThanOrEqual(200);
    expect(bound).toMatchObject({ ids: ["A-1"], note: "Left out." });
  });
});

test("a large result is shown by its shape, a small one as it is", () => {
  const rows = Array.from({ length: 5000 }, (_, index) => ({ index }));
  const shown = resultByReference({ rows }, "call-1", 2000);
  expect(JSON.stringify(shown).length).toBeLessThan(2400);
  expect(shown).toMatchObject({ shortened: { keptAs: "call-1" } });
  expect(resultByReference({ a: 1 }, "call-1", 2000)).toEqual({ a: 1 });
});

describe("over the window", () => {
  test("earlier exchanges give way to a checkpoint, and the question stays", async () => {
    const { events, verdict, model } = await playScenario({
      document: shop,
      text: "And now?",
      history: past(20),
      window: 2000,
      script: [{ text: JSON.stringify(written) }, { text: "Fine." }],
    });
    expect(verdict).toMatchObject({ status: "succeeded", answer: "Fine." });
    const compacted = events.find((event) => event.type === "context.compacted");
    expect(compacted).toMatchObject({ how: "condensed", number: 1, turn: 1, window: 2000 });
    if (compacted?.type !== "context.compacted") throw new Error("Nothing was condensed.");
    expect(compacted.tokensBefore).toBeGreaterThan(1500);
    expect(compacted.tokensAfter).toBeLessThan(1500);
    expect(compacted.throughRun).toBe(`run-${compacted.replaced.exchanges}`);
    expect(compacted.checkpoint).toMatchObject({ open: ["Which is late?"] });
    expect(compacted.checkpoint.ids.length).toBeGreaterThan(0);
    const asked = JSON.stringify(model.calls[1]?.prompt);
    expect(asked).toContain("And now?");
    expect(asked).toContain("## Earlier in this conversation");
    expect(asked).not.toContain("Question 1 about");
  });

  test("a summary that cannot be had leaves the oldest out with a note", async () => {
    for (const bad of [{ text: "no json" }, { error: new AppError("provider_failed", "Down.") }]) {
      const { events, verdict } = await playScenario({
        document: shop,
        history: past(20),
        window: 2000,
        script: [bad as never, { text: "Fine." }],
      });
      expect(verdict.answer).toBe("Fine.");
      expect(events.find((event) => event.type === "context.compacted")).toMatchObject({
        how: "left-out",
        throughRun: null,
        checkpoint: { note: expect.stringContaining("left out") },
      });
    }
  });

  test("one message larger than the window ends in words, with no model asked", async () => {
    const { verdict, model } = await playScenario({
      document: shop,
      text: "word ".repeat(4000),
      window: 2000,
      script: [{ text: "Never." }],
    });
    expect(verdict.error).toMatchObject({ code: "too_large", message: expect.stringContaining("2000") });
    expect(model.calls).toHaveLength(0);
  });

  test("inside one long run no call is parted from its result", async () => {
    const world = emptyWorld();
    for (let index = 0; index < 12; index++)
      world.rows.push({ table: "orders", values: { number: `ORD-${index}`, note: "x".repeat(300) } });
    let turn = 0;
    const seen: string[] = [];
    const { events, verdict } = await playScenario({
      document: shop,
      world,
      window: 4000,
      answer: (call) => {
        const text = JSON.stringify(call.prompt);
        if (text.includes("# Checkpoint")) return { text: JSON.stringify(written) };
        const ids = (kind: string) =>
          [...text.matchAll(new RegExp(`"type":"${kind}","toolCallId":"([^"]+)"`, "g"))].map((hit) => hit[1]);
        expect(ids("tool-result").sort()).toEqual(ids("tool-call").sort());
        seen.push(text);
        turn += 1;
        return turn > 8
          ? { text: "Done." }
          : { toolCalls: [{ id: `call-${turn}`, name: "find_orders", arguments: { shop: "A" } }] };
      },
    });
    expect(verdict.answer).toBe("Done.");
    expect(events.filter((event) => event.type === "context.compacted").length).toBeGreaterThan(0);
    expect(seen.at(-1)).toContain('"call-8"');
    expect(seen.at(-1)).not.toContain('"call-1"');
  });
});
