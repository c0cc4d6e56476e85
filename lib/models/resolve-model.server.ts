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
  const { fetch } = context;
  switch (provider) {
    case "rehearsal":
      return rehearsalModel(modelId);
    case "openai":
      return createOpenAI({
        apiKey: await keyOf("OpenAI", settings.providers.openai, context),
        fetch,
      }).languageModel(modelId);
    case "anthropic":
      return createAnthropic({
        apiKey: await keyOf("Anthropic", settings.providers.anthropic, context),
        fetch,
      }).languageModel(modelId);
    case "google":
      return createGoogleGenerativeAI({
        apiKey: await keyOf("Google", settings.providers.google, context),
        fetch,
      }).languageModel(modelId);
  }
  const endpoint = settings.endpoints.find((one) => one.name === provider);
  if (!endpoint) {
    throw new AppError(
      "invalid_input",
      `No model endpoint is called "${provider}". Add it under Settings, Models.`,
    );
  }
  const apiKey = endpoint.secret
    ? await keyOf(endpoint.name, { secret: endpoint.secret }, context)
    : undefined;
  const compatible = createOpenAICompatible({
    name: endpoint.name,
    baseURL: endpoint.baseUrl.replace(/\/+$/, ""),
    ...(apiKey === undefined ? {} : { apiKey }),
    includeUsage: true,
    fetch,
  });
  return compatible.languageModel(modelId);
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
      `The secret "${setting.secret}" with the key for ${label} does not exist.`,
    );
  }
  return key;
}
