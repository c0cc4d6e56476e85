import { expect, test } from "vitest";
import { providerFacts } from "./model-providers.ts";
import { embeddingPrices, findPrice, priceOf, prices, pricesAsOf } from "./prices.ts";

test("multiplies tokens by list prices", () => {
  expect(priceOf("openai", "gpt-4o-mini", { inputTokens: 1_000_000, outputTokens: 1_000_000 })).toBeCloseTo(
    0.75,
  );
  expect(priceOf("anthropic", "claude-sonnet-4-5", { inputTokens: 1000, outputTokens: 100 })).toBeCloseTo(
    0.0045,
  );
});

test("cached tokens are cheaper and never counted twice", () => {
  const usage = { inputTokens: 1_000_000, outputTokens: 0, cachedInputTokens: 400_000 };
  expect(priceOf("openai", "gpt-4o", usage)).toBeCloseTo(0.6 * 2.5 + 0.4 * 1.25);
  expect(priceOf("openai", "gpt-4o", { ...usage, cachedInputTokens: 9_000_000 })).toBeCloseTo(1.25);
});

test("a date suffix does not hide a model, and a dated row of its own wins", () => {
  expect(priceOf("anthropic", "claude-haiku-4-5-20251001", { inputTokens: 1_000_000, outputTokens: 0 })).toBe(
    1,
  );
  expect(priceOf("openai", "gpt-4o-2024-05-13", { inputTokens: 1_000_000, outputTokens: 0 })).toBe(5);
});

test("a long prompt takes the dearer rate where the provider has one", () => {
  expect(priceOf("google", "gemini-2.5-pro", { inputTokens: 1_000_000, outputTokens: 0 })).toBe(2.5);
});

test("unknown stays unknown, and the rehearsal is free", () => {
  const usage = { inputTokens: 10, outputTokens: 10 };
  expect(priceOf("openai", "made-up", usage)).toBeNull();
  expect(priceOf("my-endpoint", "gpt-4o", usage)).toBeNull();
  expect(priceOf("constructor", "toString", usage)).toBeNull();
  expect(priceOf("openai", "constructor", usage)).toBeNull();
  expect(priceOf("rehearsal", "rehearsal-1", usage)).toBe(0);
});

test("an announced price holds from its day on", () => {
  const usage = { inputTokens: 1_000_000, outputTokens: 0 };
  expect(priceOf("google", "gemini-4-argon", usage, new Date("2026-11-30T23:59:59Z"))).toBe(2);
  expect(priceOf("google", "gemini-4-argon", usage, new Date("2026-12-01T00:00:00Z"))).toBe(4);
});

test("every row is positive and every provider's rows are dated", () => {
  for (const [provider, models] of Object.entries(prices)) {
    expect(pricesAsOf[provider]).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const price of Object.values(models)) {
      if (price === null) continue;
      expect(price.input).toBeGreaterThan(0);
      expect(price.output).toBeGreaterThanOrEqual(price.input);
    }
  }
});

test("every hosted provider has priced models, and the one a key is tried with is among them", () => {
  for (const [provider, facts] of Object.entries(providerFacts)) {
    expect(findPrice(provider, facts.testModel)).not.toBeNull();
    expect(Object.hasOwn(embeddingPrices, provider)).toBe(facts.embeds);
  }
});
