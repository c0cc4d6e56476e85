import { z } from "zod";
import { defineContract } from "../contract.ts";

const tag = "OpenAI-compatible";

const textPart = z.looseObject({
  type: z.literal("text", { error: "Only text is taken: pictures, sound and files cannot be passed on." }),
  text: z.string(),
});

const noToolCalls = z
  .array(z.unknown())
  .max(0, "Calls of the caller's tools are not taken; the blueprint brings its own abilities.")
  .nullish();

const message = z.looseObject({
  role: z.enum(["system", "developer", "user", "assistant"], {
    error: "Give system, developer, user or assistant; results of the caller's tools are not taken.",
  }),
  content: z.union([z.string(), z.array(textPart)]).nullish(),
  tool_calls: noToolCalls,
});

const noTools = z
  .array(z.unknown())
  .max(0, "Tools of the caller are not taken; the blueprint brings its own abilities. Leave them out.")
  .nullish();

/** A model as OpenAI's list shows it. */
const model = z.object({
  id: z.string(),
  object: z.literal("model"),
  created: z.number(),
  owned_by: z.string(),
});

const metadata = z.looseObject({ conversation_id: z.string().min(1).max(200).optional() });

/** The routes any OpenAI client can speak to; a published blueprint is the model `blueprint/<slug>`. */
export const openAiContracts = {
  models: defineContract({
    method: "GET",
    path: "/api/openai/v1/models",
    summary: "Published blueprints as models of the OpenAI protocol",
    tag,
    response: z.object({ object: z.literal("list"), data: z.array(model) }),
  }),
  model: defineContract({
    method: "GET",
    path: "/api/openai/v1/models/{model}",
    summary: "One published blueprint as a model; the slash of its name is written %2F",
    tag,
    params: z.strictObject({ model: z.string().min(1).max(300) }),
    response: model,
  }),
  complete: defineContract({
    method: "POST",
    path: "/api/openai/v1/chat/completions",
    summary: "Start a run by OpenAI's chat completions protocol, streamed or not",
    tag,
    idempotent: true,
    maxBodyBytes: 8 * 1024 * 1024,
    // Clients send many fields more; those without a meaning here are named in a header of the answer.
    body: z.looseObject({
      model: z.string().min(1).max(300),
      messages: z.array(message).min(1).max(2000),
      stream: z.boolean().nullish(),
      stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
      user: z.string().min(1).max(200).nullish(),
      metadata: metadata.nullish(),
      tools: noTools,
      functions: noTools,
      tool_choice: z
        .enum(["none", "auto"], { error: "Tools of the caller are not taken, so none can be demanded." })
        .nullish(),
      n: z.literal(1, { error: "A run gives one answer; n can only be 1." }).nullish(),
      response_format: z
        .looseObject({ type: z.literal("text", { error: "A blueprint answers in text." }) })
        .nullish(),
      logprobs: z.literal(false, { error: "A run has no log probabilities." }).nullish(),
      modalities: z.array(z.literal("text", { error: "A blueprint answers in text." })).nullish(),
    }),
    response: z.unknown(),
  }),
};
