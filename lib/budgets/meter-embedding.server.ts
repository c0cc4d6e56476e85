import "server-only";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import type { EmbeddedTexts, EmbeddingRequest } from "#lib/models/embed-texts.server.ts";
import { splitModelRef } from "#lib/models/model-ref.ts";
import type { ModelSettings } from "#lib/models/model-settings.ts";
import { embeddingPrices } from "#lib/models/prices.ts";
import { textTokens } from "./estimate.ts";
import { type Meter, type MeterOwner, refuse, type Taking } from "./meter.server.ts";

type Embed = (request: EmbeddingRequest) => Promise<EmbeddedTexts>;

/**
 * Embeds texts with room reserved in every budget that counts it. A model without a known price counts its tokens and
 * no money, whatever the budget says of such models: an embedding is too cheap to stop a run for.
 */
export function meterEmbedding(
  pool: Pool,
  database: Database,
  owner: MeterOwner,
  meter: Meter,
  embed: Embed,
  settings: ModelSettings,
  nextStep: () => string,
): Embed {
  return async (request) => {
    const budgets = await meter.applying([], "embedding");
    if (budgets.length === 0) return embed(request);
    const price = priceOf(request.model, settings);
    const takes = (tokens: number, ms: number): Taking => ({
      usd: Math.ceil(tokens * price * 1000),
      tokens,
      calls: 1,
      seconds: ms,
    });
    const timeoutMs = request.timeoutMs ?? 60_000;
    const got = await meter.hold(budgets, {
      step: nextStep(),
      kind: "embedding",
      nodeId: null,
      what: request.model,
      taking: takes(textTokens(request.values), Math.min(timeoutMs, 10_000)),
      timeoutMs,
      letPast: new Set(),
      atCeiling: new Set(),
      signal: request.signal ?? new AbortController().signal,
    });
    if ("noRoom" in got) {
      const [full] = got.noRoom;
      if (!full) return embed(request);
      throw await refuse(pool, database, owner, { ...full, budget: { ...full.budget, onLimit: "stop" } });
    }
    const started = performance.now();
    let taken = takes(0, 0);
    try {
      const embedded = await embed(request);
      taken = takes(embedded.tokens ?? textTokens(request.values), 0);
      return embedded;
    } finally {
      await meter.settle(got.hold, { ...taken, seconds: Math.round(performance.now() - started) });
    }
  };
}

// USD per million tokens.
function priceOf(model: string, settings: ModelSettings): number {
  const named = splitModelRef(model);
  const own = settings.endpoints.find((one) => one.name === named?.provider)?.price?.input;
  if (own !== undefined || !named) return own ?? 0;
  return embeddingPrices[named.provider]?.[named.modelId] ?? 0;
}
