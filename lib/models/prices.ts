import type { TurnUsage } from "./turn-result.ts";

type Price = {
  /** USD per million tokens. */
  input: number;
  output: number;
  cached?: number;
  /** Dearer rates for a whole request whose prompt is longer than `tokens`. */
  above?: { tokens: number; input: number; output: number };
};

/** The day the list prices below were last compared with the providers' own pages. */
export const pricesAsOf = "2025-11-24";

/** List prices in USD per million tokens, by provider and model id without its date suffix. */
export const prices: Readonly<Record<string, Readonly<Record<string, Price>>>> = {
  openai: {
    "gpt-5": { input: 1.25, output: 10, cached: 0.125 },
    "gpt-5-mini": { input: 0.25, output: 2, cached: 0.025 },
    "gpt-5-nano": { input: 0.05, output: 0.4, cached: 0.005 },
    "gpt-4.1": { input: 2, output: 8, cached: 0.5 },
    "gpt-4.1-mini": { input: 0.4, output: 1.6, cached: 0.1 },
    "gpt-4.1-nano": { input: 0.1, output: 0.4, cached: 0.025 },
    "gpt-4o": { input: 2.5, output: 10, cached: 1.25 },
    "gpt-4o-2024-05-13": { input: 5, output: 15 },
    "gpt-4o-mini": { input: 0.15, output: 0.6, cached: 0.075 },
    o3: { input: 2, output: 8, cached: 0.5 },
    "o4-mini": { input: 1.1, output: 4.4, cached: 0.275 },
  },
  anthropic: {
    "claude-opus-4-5": { input: 5, output: 25, cached: 0.5 },
    "claude-opus-4-1": { input: 15, output: 75, cached: 1.5 },
    "claude-opus-4": { input: 15, output: 75, cached: 1.5 },
    "claude-sonnet-4-5": { input: 3, output: 15, cached: 0.3 },
    "claude-sonnet-4": { input: 3, output: 15, cached: 0.3 },
    "claude-haiku-4-5": { input: 1, output: 5, cached: 0.1 },
    "claude-3-5-haiku": { input: 0.8, output: 4, cached: 0.08 },
  },
  google: {
    "gemini-2.5-pro": { input: 1.25, output: 10, above: { tokens: 200_000, input: 2.5, output: 15 } },
    "gemini-2.5-flash": { input: 0.3, output: 2.5 },
    "gemini-2.5-flash-lite": { input: 0.1, output: 0.4 },
    "gemini-2.0-flash": { input: 0.1, output: 0.4, cached: 0.025 },
  },
};

const free = new Set(["rehearsal", "scripted"]);
const dateSuffix = /-(?:\d{8}|\d{4}-\d{2}-\d{2})$/;

/** What the usage costs in USD at list price; null for a model the table does not know. */
export function priceOf(provider: string, modelId: string, usage: TurnUsage): number | null {
  if (free.has(provider)) return 0;
  const models = Object.hasOwn(prices, provider) ? prices[provider] : undefined;
  if (!models) return null;
  const key = Object.hasOwn(models, modelId) ? modelId : modelId.replace(dateSuffix, "");
  const price = Object.hasOwn(models, key) ? models[key] : undefined;
  if (!price) return null;
  const rate = price.above && usage.inputTokens > price.above.tokens ? price.above : price;
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens);
  // Where the cached price is not listed, the full price is the honest upper bound.
  const cachedRate = rate === price ? (price.cached ?? price.input) : rate.input;
  const dollars =
    (usage.inputTokens - cached) * rate.input + cached * cachedRate + usage.outputTokens * rate.output;
  return dollars / 1_000_000;
}
