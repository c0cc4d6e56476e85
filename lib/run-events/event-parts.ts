import { z } from "zod";

/** Tokens read and said, and what they cost. */
export const usageSchema = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  /** null where the model's price is unknown. */
  costUsd: z.number().nullable(),
});

/** A passage as cited. */
export const passageSchema = z.object({
  /** The number cited in the answer as [n]. */
  marker: z.number(),
  id: z.string(),
  documentId: z.string(),
  dataset: z.string(),
  title: z.string(),
  heading: z.string(),
  text: z.string(),
  score: z.number(),
  confidence: z.number(),
});

/** A criterion as measured, with what proves it. */
export const measuredCriterionSchema = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.string(),
  weight: z.number(),
  /** null: not known yet. */
  met: z.boolean().nullable(),
  /** false: it does not count in this run. */
  applies: z.boolean().optional(),
  evidence: z.string(),
});

/** One option of a decision as scored and weighed. */
export const weighedOptionSchema = z.object({
  title: z.string(),
  does: z.enum(["proposed", "other", "nothing", "ask-person"]),
  ability: z.string().nullable(),
  arguments: z.unknown(),
  /** By criterion id, 0 to 1. */
  scores: z.record(z.string(), z.number()),
  probability: z.number(),
  goalFit: z.number(),
  predicted: z.string(),
  reason: z.string(),
  breaks: z.string(),
  /** Computed by the runtime from the goal's weights, never by the model. */
  total: z.number(),
  /** Why it may not be taken, or null. */
  rejected: z.string().nullable(),
});

/** Why something did not work, for people. */
export const failureSchema = z.object({ code: z.string(), message: z.string() });

/** A document a run made; its bytes are elsewhere. */
export const artifactSchema = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number(),
  sha256: z.string(),
});

/** What a turn is for where it is not the answer itself: drawing up a plan, or checking a draft. */
export const turnPurposeSchema = z.enum(["answer", "plan", "check", "route"]);
