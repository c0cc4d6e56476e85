import type { TurnUsage } from "./turn-result.ts";

type Rate = { input: number; output: number; cached?: number };

/** List price of a model in USD per million tokens. */
export type Price = Rate & {
  /** Dearer rates for a whole request whose prompt is longer than `tokens`. */
  above?: Rate & { tokens: number };
  /** A price already announced for a day to come. */
  from?: Rate & { day: string };
  /** Still priced, no longer offered in lists. */
  older?: true;
};

/**
 * The day of the newest published list the rows of a provider were compared with. We read third parties' copies of
 * the providers' pages, so a bill is the provider's and not this table's.
 */
export const pricesAsOf: Readonly<Record<string, string>> = {
  openai: "2026-11-05",
  anthropic: "2026-10-24",
  google: "2026-11-11",
  mistral: "2026-09-23",
  groq: "2026-09-23",
};

/** List prices by provider and model id without its date suffix; null for a model whose price we could not establish. */
export const prices: Readonly<Record<string, Readonly<Record<string, Price | null>>>> = {
  openai: {
    "gpt-6-luna": withLong({ input: 0.1, output: 0.5, cached: 0.01 }),
    "gpt-6.1-terra": withLong({ input: 1, output: 5, cached: 0.05 }),
    "gpt-6.1-sol": withLong({ input: 2, output: 10, cached: 0.1 }),
    "gpt-6-sol": withLong({ input: 2, output: 10, cached: 0.2 }),
    "gpt-6-astra": withLong({ input: 10, output: 50, cached: 1 }),
    "gpt-5.6-luna": withLong({ input: 0.2, output: 1.2, cached: 0.02 }),
    "gpt-5.6-terra": withLong({ input: 2, output: 12, cached: 0.2 }),
    "gpt-5.6-sol": withLong({ input: 4, output: 20, cached: 0.4 }),
    "gpt-5.5": { ...withLong({ input: 5, output: 30, cached: 0.5 }), older: true },
    "gpt-5.4": { ...withLong({ input: 2.5, output: 15, cached: 0.25 }), older: true },
    "gpt-5.4-mini": { input: 0.75, output: 4.5, cached: 0.075 },
    "gpt-5.4-nano": { input: 0.2, output: 1.25, cached: 0.02 },
    "gpt-5.2": { input: 1.75, output: 14, cached: 0.175, older: true },
    "gpt-5.1": { input: 1.25, output: 10, cached: 0.125, older: true },
    "gpt-5": { input: 1.25, output: 10, cached: 0.125, older: true },
    "gpt-5-mini": { input: 0.25, output: 2, cached: 0.025 },
    "gpt-5-nano": { input: 0.05, output: 0.4, cached: 0.005 },
    "gpt-4.1": { input: 2, output: 8, cached: 0.5, older: true },
    "gpt-4.1-mini": { input: 0.4, output: 1.6, cached: 0.1, older: true },
    "gpt-4.1-nano": { input: 0.1, output: 0.4, cached: 0.025, older: true },
    "gpt-4o": { input: 2.5, output: 10, cached: 1.25, older: true },
    "gpt-4o-2024-05-13": { input: 5, output: 15, older: true },
    "gpt-4o-mini": { input: 0.15, output: 0.6, cached: 0.075, older: true },
    o3: { input: 2, output: 8, cached: 0.5, older: true },
    "o4-mini": { input: 1.1, output: 4.4, cached: 0.275, older: true },
  },
  anthropic: {
    "claude-haiku-5-5": {
      input: 0.1,
      output: 0.5,
      cached: 0.01,
      above: { tokens: 100_000, input: 0.5, output: 2.5, cached: 0.05 },
    },
    "claude-sonnet-5-5": { input: 2, output: 10, cached: 0.1 },
    "claude-opus-5-5": { input: 4, output: 20, cached: 0.2 },
    "claude-fable-5-1": { input: 10, output: 50, cached: 0.25 },
    "claude-sonnet-5": { input: 2, output: 10, cached: 0.2, older: true },
    "claude-opus-5": { input: 5, output: 25, cached: 0.5, older: true },
    "claude-fable-5": { input: 10, output: 50, cached: 1, older: true },
    "claude-opus-4-8": { input: 5, output: 25, cached: 0.5, older: true },
    "claude-opus-4-7": { input: 5, output: 25, cached: 0.5, older: true },
    "claude-opus-4-6": { input: 5, output: 25, cached: 0.5, older: true },
    "claude-sonnet-4-6": { input: 3, output: 15, cached: 0.3, older: true },
    "claude-opus-4-5": { input: 5, output: 25, cached: 0.5, older: true },
    "claude-opus-4-1": { input: 15, output: 75, cached: 1.5, older: true },
    "claude-opus-4": { input: 15, output: 75, cached: 1.5, older: true },
    "claude-sonnet-4-5": { input: 3, output: 15, cached: 0.3, older: true },
    "claude-sonnet-4": { input: 3, output: 15, cached: 0.3, older: true },
    "claude-haiku-4-5": { input: 1, output: 5, cached: 0.1 },
    "claude-3-5-haiku": { input: 0.8, output: 4, cached: 0.08, older: true },
  },
  google: {
    "gemini-4-hydrogen": { input: 1.5, output: 7.5 },
    "gemini-4-argon": {
      input: 2,
      output: 10,
      cached: 0.1,
      from: { day: "2026-12-01", input: 4, output: 20, cached: 0.2 },
    },
    "gemini-4-carbon": { input: 2, output: 10, from: { day: "2026-12-01", input: 4, output: 20 } },
    "gemini-3.8-flash": { input: 0.75, output: 3.75, cached: 0.075 },
    "gemini-3.5-flash": { input: 1.5, output: 9, cached: 0.15, older: true },
    "gemini-3.5-flash-lite": { input: 0.3, output: 2.5, cached: 0.03 },
    "gemini-3.1-pro-preview": {
      input: 2,
      output: 12,
      cached: 0.2,
      above: { tokens: 200_000, input: 4, output: 18 },
      older: true,
    },
    "gemini-2.5-pro": {
      input: 1.25,
      output: 10,
      cached: 0.125,
      above: { tokens: 200_000, input: 2.5, output: 15 },
    },
    "gemini-2.5-flash": { input: 0.3, output: 2.5, cached: 0.03 },
    "gemini-2.5-flash-lite": { input: 0.1, output: 0.4, cached: 0.01 },
    "gemini-2.0-flash": { input: 0.1, output: 0.4, cached: 0.025, older: true },
  },
  mistral: {
    "mistral-large-4-0": null,
    "mistral-large-2512": { input: 0.5, output: 1.5, cached: 0.05 },
    "mistral-medium-3.5": { input: 1.5, output: 7.5, cached: 0.15 },
    "mistral-small-2603": { input: 0.15, output: 0.6, cached: 0.015 },
    "ministral-8b-2512": { input: 0.15, output: 0.15, cached: 0.015 },
  },
  groq: {
    "openai/gpt-oss-120b": { input: 0.15, output: 0.6, cached: 0.075 },
    "openai/gpt-oss-20b": { input: 0.075, output: 0.3, cached: 0.0375 },
    "llama-3.3-70b-versatile": { input: 0.59, output: 0.79, older: true },
    "llama-3.1-8b-instant": { input: 0.05, output: 0.08, older: true },
  },
};

/** Embedding models in USD per million tokens of text. */
export const embeddingPrices: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  openai: { "text-embedding-3-small": 0.02, "text-embedding-3-large": 0.13 },
  google: { "gemini-embedding-001": 0.15, "gemini-embedding-2": 0.2 },
  mistral: { "mistral-embed": 0.1 },
};

const free = new Set(["rehearsal", "scripted"]);
const dateSuffix = /-(?:\d{8}|\d{4}-\d{2}-\d{2})$/;

/** What the usage costs in USD at the list price of that moment; null for a model whose price is not known. */
export function priceOf(
  provider: string,
  modelId: string,
  usage: TurnUsage,
  now: Date = new Date(),
): number | null {
  if (free.has(provider)) return 0;
  const price = findPrice(provider, modelId, now);
  if (!price) return null;
  const rate = price.above && usage.inputTokens > price.above.tokens ? price.above : price;
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens);
  // Where the cached price is not listed, the full price is the honest upper bound.
  const cachedRate = rate.cached ?? rate.input;
  const dollars =
    (usage.inputTokens - cached) * rate.input + cached * cachedRate + usage.outputTokens * rate.output;
  return dollars / 1_000_000;
}

/** The row of a model as it holds on that day, or null. */
export function findPrice(provider: string, modelId: string, now: Date = new Date()): Price | null {
  const models = Object.hasOwn(prices, provider) ? prices[provider] : undefined;
  if (!models) return null;
  const key = Object.hasOwn(models, modelId) ? modelId : modelId.replace(dateSuffix, "");
  const price = Object.hasOwn(models, key) ? models[key] : undefined;
  if (!price) return null;
  return price.from && now >= new Date(price.from.day) ? { ...price.from } : price;
}

/** OpenAI charges a request of more than 272,000 input tokens double for input and half as much again for output. */
function withLong(rate: Required<Rate>): Price {
  const { input, output, cached } = rate;
  return { ...rate, above: { tokens: 272_000, input: input * 2, output: output * 1.5, cached: cached * 2 } };
}
