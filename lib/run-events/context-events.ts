import { z } from "zod";
import { usageSchema } from "./event-parts.ts";

/** What a prompt is made of, in tokens as estimated before the model was asked. */
export const contextSizeSchema = z.object({
  /** What the model takes; null where nobody has told. */
  window: z.number().nullable(),
  /** The estimate of the whole; the provider's own figure is in the usage of the turn. */
  estimated: z.number(),
  parts: z.object({
    instructions: z.number(),
    goal: z.number(),
    memory: z.number(),
    passages: z.number(),
    abilities: z.number(),
    conversation: z.number(),
    results: z.number(),
  }),
});

/** See {@link contextSizeSchema}. */
export type ContextSize = z.infer<typeof contextSizeSchema>;

/** What stands for the earlier part of a conversation. */
export const checkpointSchema = z.object({
  facts: z.array(z.string()),
  decisions: z.array(z.string()),
  open: z.array(z.string()),
  /** Numbers, names and addresses of things, exactly as they were written. */
  ids: z.array(z.string()),
  /** Said where something was left out instead of being condensed. */
  note: z.string(),
});

/** See {@link checkpointSchema}. */
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** Earlier messages gave way to a checkpoint before a turn; the log and the transcript keep them all. */
export const contextCompactedSchema = z.object({
  type: z.literal("context.compacted"),
  nodeId: z.string(),
  /** Counts the compactions of an agent in this run, from 1. */
  number: z.number(),
  /** The turn it made room for. */
  turn: z.number(),
  window: z.number(),
  tokensBefore: z.number(),
  tokensAfter: z.number(),
  /** What is no longer in the prompt: exchanges of earlier runs, messages of this one, and results by their call. */
  replaced: z.object({ exchanges: z.number(), messages: z.number(), results: z.array(z.string()) }),
  /** The last run of the conversation the checkpoint covers; later runs go on from it. */
  throughRun: z.string().nullable(),
  /** `left-out`: no summary could be had, so the oldest was left out with a note. */
  how: z.enum(["condensed", "left-out"]),
  /** Why there is no summary, or why it was needed earlier than planned. */
  reason: z.string(),
  checkpoint: checkpointSchema,
  provider: z.string(),
  model: z.string(),
  usage: usageSchema,
  durationMs: z.number(),
});
