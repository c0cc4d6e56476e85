import { z } from "zod";
import { defineContract } from "#lib/api/contract.ts";
import { concreteModelRefSchema } from "#lib/models/model-ref.ts";
import { modelSettingsSchema } from "#lib/models/model-settings.ts";

const tag = "models";
const use = z.enum(["chat", "embedding"]);

/** A model one can choose; prices are USD per million tokens, null when not known. */
export const offeredModelSchema = z.object({
  ref: z.string(),
  provider: z.string(),
  model: z.string(),
  use,
  inputPrice: z.number().nullable(),
  outputPrice: z.number().nullable(),
});

/** A provider or own endpoint and whether it can be used; `problem` says what to do when it cannot. */
export const offeredProviderSchema = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.enum(["hosted", "endpoint", "built-in"]),
  state: z.enum(["ready", "key-missing", "unreachable"]),
  problem: z.string().nullable(),
  baseUrl: z.string().nullable(),
  embeds: z.boolean(),
  pricesAsOf: z.string().nullable(),
});

/** Lists providers and the models they are known to have; own endpoints are asked for theirs. */
export const listModelsContract = defineContract({
  method: "GET",
  path: "/api/v1/models",
  summary: "List the providers of the workspace and the models to choose from",
  tag,
  response: z.object({
    tiers: z.object({ fast: z.string(), standard: z.string(), frontier: z.string() }),
    providers: z.array(offeredProviderSchema),
    items: z.array(offeredModelSchema),
  }),
});

/** What a first call brought: an answer or vectors, or why there is none. */
export const modelTestSchema = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    model: z.string(),
    answer: z.string(),
    dimensions: z.number().nullable(),
    inputTokens: z.number().nullable(),
    outputTokens: z.number().nullable(),
    costUsd: z.number().nullable(),
    durationMs: z.number(),
  }),
  z.object({
    ok: z.literal(false),
    model: z.string(),
    code: z.string(),
    message: z.string(),
  }),
]);

/** Makes one tiny real call; `provider` picks the model itself, `settings` may hold what is not saved yet. */
export const testModelContract = defineContract({
  method: "POST",
  path: "/api/v1/models/test",
  summary: "Try a provider or a model with one tiny call",
  tag,
  body: z.strictObject({
    provider: z.string().max(40).optional(),
    model: concreteModelRefSchema.optional(),
    use: use.default("chat"),
    settings: modelSettingsSchema.optional(),
  }),
  response: modelTestSchema,
  perMinute: 30,
});
