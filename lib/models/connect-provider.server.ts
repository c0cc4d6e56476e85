import "server-only";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { EmbeddingModelV4, LanguageModelV4 } from "@ai-sdk/provider";
import { AppError } from "#lib/foundation/errors.ts";
import { isHostedProvider, providerFacts } from "./model-providers.ts";
import type { ModelSettings } from "./model-settings.ts";
import { providerMakers } from "./provider-makers.server.ts";

/** What reaching a provider needs from outside: how to read a secret, and the only way to the network. */
export type ResolveContext = { secret: (name: string) => Promise<string | undefined>; fetch: typeof fetch };

/** A provider ready to make models; `identity` tells configurations apart, keys included. */
export type ConnectedProvider = {
  identity: readonly (string | undefined)[];
  language: (modelId: string, fetch: typeof globalThis.fetch) => LanguageModelV4;
  embedding: ((modelId: string, fetch: typeof globalThis.fetch) => EmbeddingModelV4) | undefined;
};

/** Finds a provider or an own endpoint by name and reads its key; what is missing is said with where to set it. */
export async function connectProvider(
  provider: string,
  settings: ModelSettings,
  context: ResolveContext,
): Promise<ConnectedProvider> {
  if (isHostedProvider(provider)) {
    const setting = settings.providers[provider];
    const apiKey = await keyOf(providerFacts[provider].label, setting, context);
    const address = setting?.baseUrl ? { baseURL: trimmed(setting.baseUrl) } : {};
    const make = (fetch: typeof globalThis.fetch) => providerMakers[provider]({ apiKey, ...address, fetch });
    const embeds = providerFacts[provider].embeds;
    return {
      identity: [provider, address.baseURL, apiKey],
      language: (modelId, fetch) => make(fetch).language(modelId),
      embedding: embeds ? (modelId, fetch) => embeddingOf(provider, make(fetch), modelId) : undefined,
    };
  }
  const endpoint = settings.endpoints.find((one) => one.name === provider);
  if (!endpoint) {
    throw new AppError(
      "invalid_input",
      `No model endpoint is called "${provider}". Add it under Settings, Models.`,
    );
  }
  const { name } = endpoint;
  const apiKey = endpoint.secret ? await keyOf(name, { secret: endpoint.secret }, context) : undefined;
  const baseURL = trimmed(endpoint.baseUrl);
  const make = (fetch: typeof globalThis.fetch) =>
    createOpenAICompatible({
      name,
      baseURL,
      ...(apiKey === undefined ? {} : { apiKey }),
      includeUsage: true,
      fetch,
    });
  return {
    identity: [name, baseURL, apiKey],
    language: (modelId, fetch) => make(fetch).languageModel(modelId),
    embedding: (modelId, fetch) => make(fetch).embeddingModel(modelId),
  };
}

function embeddingOf(
  provider: string,
  made: ReturnType<(typeof providerMakers)["openai"]>,
  modelId: string,
): EmbeddingModelV4 {
  if (made.embedding) return made.embedding(modelId);
  throw new AppError("internal", `${provider} is listed as embedding but its package does not.`);
}

function trimmed(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, "");
}

async function keyOf(
  label: string,
  setting: { secret: string } | undefined,
  context: ResolveContext,
): Promise<string> {
  if (!setting)
    throw new AppError("provider_unauthorized", `${label} has no key yet. Add one under Settings, Models.`);
  const key = await context.secret(setting.secret);
  if (!key) {
    throw new AppError(
      "provider_unauthorized",
      `The secret "${setting.secret}" with the key for ${label} does not exist. Store it under Settings, Secrets.`,
    );
  }
  return key;
}
