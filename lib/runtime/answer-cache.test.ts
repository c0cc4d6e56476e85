import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CacheSettings } from "#lib/nodes/execute-node.ts";
import { cacheQuery, sharesSpecifics } from "./answer-cache.ts";
import { demandOf, type RouteFacts, routeTurn } from "./route-turn.ts";

const settings: CacheSettings = {
  mode: "similar",
  minutes: 60,
  for: "everyone",
  embedding: "local/embed",
  similarity: 0.95,
};
const asked = { nodeId: "agent", model: "standard", system: "s", messages: [], tools: [] };

describe("keys of the answer cache", () => {
  it("differ with anything the model is told, and with the contact where it is kept per contact", () => {
    const key = (change: object, own: CacheSettings = settings, owner = "a") =>
      cacheQuery(own, owner, { ...asked, ...change }, null).key;
    expect(key({})).toBe(key({}, settings, "b"));
    expect(key({ system: "t" })).not.toBe(key({}));
    expect(key({ model: "fast" })).not.toBe(key({}));
    expect(key({ messages: [{ role: "user", text: "x" }] })).not.toBe(key({}));
    const perContact: CacheSettings = { ...settings, for: "contact" };
    expect(key({}, perContact, "a")).not.toBe(key({}, perContact, "b"));
  });

  it("allow a similar question only under equal surroundings, and only where that is switched on", () => {
    const like = (surroundings: unknown, own = settings) =>
      cacheQuery(own, "a", asked, { text: "q", surroundings }).likeKey;
    expect(like({ memory: [] })).toBe(like({ memory: [] }));
    expect(like({ memory: [1] })).not.toBe(like({ memory: [] }));
    expect(like({}, { ...settings, mode: "exact" })).toBeNull();
    expect(cacheQuery(settings, "a", asked, null).likeKey).toBeNull();
  });
});

describe("what similarity of meaning overlooks", () => {
  it.each([
    ["Where is order 1042?", "Where is order 1043?"],
    ["Is it covered?", "Is it not covered?"],
    ["Write to ann@example.com", "Write to bob@example.com"],
    ['Is "Aurora" in stock?', 'Is "Borealis" in stock?'],
    ["Do you ship to the US?", "Do you ship to the UK?"],
  ])("%s is another question than %s", (one, other) => expect(sharesSpecifics(one, other)).toBe(false));

  it("lets other words for the same through", () => {
    expect(sharesSpecifics("How long is the warranty?", "For how long does the warranty last?")).toBe(true);
    expect(sharesSpecifics("Where is order 1042?", "Order 1042, where is it?")).toBe(true);
  });

  it("is told of a long text without a space in the time one has for it", () => {
    for (const text of ["a".repeat(200_000), `${".".repeat(200_000)}a`, `"${".".repeat(200_000)}1"`])
      expect(sharesSpecifics(text, `not ${text}`)).toBe(false);
  });

  it("is the same for the same text, whatever it is, and looks the same from both sides", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(sharesSpecifics(one, one)).toBe(true);
        expect(sharesSpecifics(one, other)).toBe(sharesSpecifics(other, one));
      }),
    );
  });
});

describe("routing a turn", () => {
  const facts: RouteFacts = { turn: 1, text: "Hello", words: 1, abilities: 2, results: 0, failed: false };
  const routing = { rules: [], classify: true, simpleModel: "fast" };

  it("sends a simple turn to the simple model, and says so", () => {
    expect(routeTurn(routing, "frontier", facts)).toMatchObject({
      model: "fast",
      by: "classifier",
      instead: "frontier",
    });
    expect(routeTurn(routing, "fast", facts)).toBeNull();
    expect(routeTurn({ ...routing, classify: false }, "frontier", facts)).toBeNull();
  });

  it("leaves a demanding turn, and one after a failure, where it was", () => {
    const text = "Why was I charged 120 and not 95 or 80? And can you compare both plans?";
    expect(routeTurn(routing, "frontier", { ...facts, text, words: 15 })).toBeNull();
    expect(routeTurn(routing, "frontier", { ...facts, failed: true })).toBeNull();
    expect(demandOf({ ...facts, words: 200 }).points).toBe(2);
  });

  it("goes by the first rule that holds; a rule that cannot be told is passed over", () => {
    const rules = [
      { when: "nothing.here > 1", model: "openai/a" },
      { when: "turn == 1 && !failed", model: "openai/b" },
      { when: "true", model: "openai/c" },
    ];
    expect(routeTurn({ ...routing, rules }, "frontier", facts)).toMatchObject({
      model: "openai/b",
      by: "rule",
      why: "Rule 2: turn == 1 && !failed",
    });
    const usual = [{ when: "true", model: "frontier" }];
    expect(routeTurn({ ...routing, rules: usual }, "frontier", facts)).toBeNull();
  });
});
