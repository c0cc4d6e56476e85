import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { EmbeddingModelV4 } from "@ai-sdk/provider";
import { AppError } from "#lib/foundation/errors.ts";
import { connectProvider, type ResolveContext } from "./connect-provider.server.ts";
import { splitModelRef } from "./model-ref.ts";
import type { ModelSettings } from "./model-settings.ts";
import { isWorthRepeating, retryAfterMs, toProviderError } from "./provider-error.ts";

/** What is to be embedded; some providers place questions and passages differently. */
export type EmbeddingRequest = {
  model: string;
  values: readonly string[];
  purpose: "query" | "document";
  signal?: AbortSignal;
  timeoutMs?: number;
};

/** One vector of unit length per value, all of the same length; `tokens` is null where the provider does not count. */
export type EmbeddedTexts = { vectors: Float32Array[]; dimensions: number; tokens: number | null };

const largestBatch = 64;
const longestRetryAfterMs = 5_000;

/**
 * Embeds texts in batches the provider accepts, repeating a batch once where that may help. Every failure is an
 * `AppError` that names the model and what to do; nothing is ever returned in part.
 */
export async function embedTexts(
  request: EmbeddingRequest,
  settings: ModelSettings,
  context: ResolveContext,
): Promise<EmbeddedTexts> {
  const model = await resolveEmbeddingModel(request.model, settings, context);
  const size = Math.min(largestBatch, (await model.maxEmbeddingsPerCall) ?? largestBatch);
  const signal = AbortSignal.any([
    AbortSignal.timeout(request.timeoutMs ?? 60_000),
    ...(request.signal ? [request.signal] : []),
  ]);
  const vectors: Float32Array[] = [];
  let tokens: number | null = 0;
  for (let start = 0; start < request.values.length; start += size) {
    const values = request.values.slice(start, start + size).map((value) => value.toWellFormed());
    const answer = await embedBatch(model, values, request, signal);
    tokens = tokens === null || answer.usage === undefined ? null : tokens + answer.usage.tokens;
    if (answer.embeddings.length !== values.length) {
      const message = `${request.model} returned ${answer.embeddings.length} vectors for ${values.length} texts. Choose another embedding model.`;
      throw new AppError("provider_failed", message);
    }
    for (const embedding of answer.embeddings) vectors.push(toUnitVector(embedding, request.model));
  }
  const dimensions = vectors[0]?.length ?? 0;
  if (vectors.some((vector) => vector.length !== dimensions)) {
    const message = `${request.model} returned vectors of different lengths. Choose another embedding model.`;
    throw new AppError("provider_failed", message);
  }
  return { vectors, dimensions, tokens };
}

async function resolveEmbeddingModel(
  ref: string,
  settings: ModelSettings,
  context: ResolveContext,
): Promise<EmbeddingModelV4> {
  const named = splitModelRef(ref);
  if (!named) throw new AppError("invalid_input", `"${ref}" names no embedding model. Write provider/model.`);
  const made = await connectProvider(named.provider, settings, context);
  if (!made.embedding) {
    const message = `${named.provider} has no embedding models. Choose one of another provider or of an own endpoint.`;
    throw new AppError("invalid_input", message);
  }
  return made.embedding(named.modelId, context.fetch);
}

async function embedBatch(
  model: EmbeddingModelV4,
  values: string[],
  request: EmbeddingRequest,
  signal: AbortSignal,
) {
  for (let attempt = 0; ; attempt++) {
    try {
      const taskType = request.purpose === "query" ? "RETRIEVAL_QUERY" : "RETRIEVAL_DOCUMENT";
      return await model.doEmbed({ values, abortSignal: signal, providerOptions: { google: { taskType } } });
    } catch (caught) {
      if (request.signal?.aborted)
        throw new AppError("cancelled", "The embedding was cancelled.", { cause: caught });
      if (signal.aborted) {
        const message = `${request.model} did not finish embedding in time. Check that its server is up, and try again.`;
        throw new AppError("provider_timeout", message, { cause: caught });
      }
      const delay = retryAfterMs(caught, Date.now()) ?? 250;
      if (attempt === 0 && isWorthRepeating(caught) && delay <= longestRetryAfterMs) {
        await wait(delay, undefined, { signal }).catch(() => undefined);
        continue;
      }
      throw toProviderError(splitModelRef(request.model)?.provider ?? request.model, caught);
    }
  }
}

/** Unit length makes the cosine of two vectors their dot product. */
function toUnitVector(embedding: readonly number[], model: string): Float32Array {
  const length = Math.hypot(...embedding);
  if (!Number.isFinite(length) || length === 0) {
    const message = `${model} returned a vector without direction. Choose another embedding model.`;
    throw new AppError("provider_failed", message);
  }
  return Float32Array.from(embedding, (value) => value / length);
}
