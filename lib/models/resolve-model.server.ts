import "server-only";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { AppError } from "#lib/foundation/errors.ts";
import { connectProvider, type ResolveContext } from "./connect-provider.server.ts";
import { isModelTier, splitModelRef } from "./model-ref.ts";
import type { ModelSettings } from "./model-settings.ts";
import { rehearsalModel } from "./rehearsal/rehearsal-model.ts";
import { scriptModel } from "./script-model.ts";
import { sharedModel } from "./shared-model.server.ts";
import { unavailableModel } from "./unavailable-model.ts";

/** A model ready to be called, with the names under which its use is recorded. */
export type ResolvedModel = {
  provider: string;
  modelId: string;
  model: LanguageModelV4;
  /** USD per million tokens, where the workspace set it for its own endpoint. */
  price?: { input: number; output: number };
};

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
  const price = settings.endpoints.find((one) => one.name === named.provider)?.price;
  const priced = price ? { price } : {};
  try {
    return { ...named, ...priced, model: await connect(named.provider, named.modelId, settings, context) };
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
  if (provider === "scripted") return scriptModel(modelId, settings.scripts);
  const connected = await connectProvider(provider, settings, context);
  return sharedModel([...connected.identity, modelId], context.fetch, (fetch) =>
    connected.language(modelId, fetch),
  );
}
