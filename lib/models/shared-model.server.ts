import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { LanguageModelV4 } from "@ai-sdk/provider";

const callersFetch = new AsyncLocalStorage<typeof fetch>();
const models = new Map<string, LanguageModelV4>();
const mostModels = 200;

/** Hands each request to the fetch of whoever makes the call, so that one model can serve many workspaces' rules. */
const delegatingFetch: typeof fetch = (input, init) => {
  const given = callersFetch.getStore();
  if (!given) return Promise.reject(new Error("A model was called outside the reach of an egress client."));
  return given(input, init);
};

/**
 * A provider's model, made once per key and configuration: making one compiles its response schemas, which costs
 * several times as much as a turn. Requests still go through the fetch given here.
 */
export function sharedModel(
  identity: readonly (string | undefined)[],
  fetch: typeof globalThis.fetch,
  make: (fetch: typeof globalThis.fetch) => LanguageModelV4,
): LanguageModelV4 {
  const key = JSON.stringify(identity);
  let model = models.get(key);
  if (!model) {
    model = make(delegatingFetch);
    const oldest = models.keys().next().value;
    if (models.size >= mostModels && oldest !== undefined) models.delete(oldest);
    models.set(key, model);
  }
  const shared = model;
  return {
    specificationVersion: "v4",
    provider: shared.provider,
    modelId: shared.modelId,
    supportedUrls: shared.supportedUrls,
    doGenerate: (options) => callersFetch.run(fetch, () => shared.doGenerate(options)),
    doStream: (options) => callersFetch.run(fetch, () => shared.doStream(options)),
  };
}
