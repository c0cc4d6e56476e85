import "server-only";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { AppError } from "#lib/foundation/errors.ts";
import { isModelTier, splitModelRef } from "./model-ref.ts";
import type { ModelSettings } from "./model-settings.ts";
import { rehearsalModel } from "./rehearsal/rehearsal-model.ts";
import { sharedModel } from "./shared-model.server.ts";
import { unavailableModel } from "./unavailable-model.ts";

/** A model ready to be called, with the names under which its use is recorded. */
export type ResolvedModel = { provider: string; modelId: string; model: LanguageModelV4 };

/** What resolving needs from outside: how to read a secret, and the only way to the network. */
export type ResolveContext = { secret: (name: string) => Promise<string | undefined>; fetch: typeof fetch };

/**
 * The models to try, in order and without repeats. A missing key does not throw here: that model fails when it is
 * called, so the fallbacks are still tried and the failure is recorded with the turn.
 */
export async function resolveModels(
  ref: string,
  fallbacks: readonly string[],
  settings: ModelSettings,
  context: ResolveContext,
): Promise<ResolvedModel[]> {
  const wanted = new Set([ref, ...fallbacks].map((one) => (isModelTier(one) ? settings.tiers[one] : one)));
  return Promise.all([...wanted].map((one) => resolveOne(one, settings, context)));
}

async function resolveOne(
  ref: string,
  settings: ModelSettings,
  context: ResolveContext,
): Promise<ResolvedModel> {
  const named = splitModelRef(ref);
  if (!named)
    throw new AppError("invalid_input", `"${ref}" names no model. Write provider/model, or choose a tier.`);
  try {
    return { ...named, model: await connect(named.provider, named.modelId, settings, context) };
  } catch (caught) {
    if (caught instanceof AppError)
      return { ...named, model: unavailableModel(named.provider, named.modelId, caught) };
    throw caught;
  }
}

async function connect(
  provider: string,
  modelId: string,
  settings: ModelSettings,
  context: ResolveContext,
): Promise<LanguageModelV4> {
  if (provider === "rehearsal") return rehearsalModel(modelId);
  if (provider === "openai" || provider === "anthropic" || provider === "google") {
    const apiKey = await keyOf(labels[provider], settings.providers[provider], context);
    return sharedModel([provider, modelId, apiKey], context.fetch, (fetch) =>
      makers[provider]({ apiKey, fetch }).languageModel(modelId),
    );
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
  const baseURL = endpoint.baseUrl.replace(/\/+$/, "");
  return sharedModel([name, baseURL, modelId, apiKey], context.fetch, (fetch) =>
    createOpenAICompatible({
      name,
      baseURL,
      ...(apiKey === undefined ? {} : { apiKey }),
      includeUsage: true,
      fetch,
    }).languageModel(modelId),
  );
}

const labels = { openai: "OpenAI", anthropic: "Anthropic", google: "Google" } as const;
const makers = {
  openai: createOpenAI,
  anthropic: createAnthropic,
  google: createGoogleGenerativeAI,
} as const;

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
      `The secret "${setting.secret}" with the key for ${label} does not exist.`,
    );
  }
  return key;
}
