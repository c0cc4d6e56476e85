import { z } from "zod";

/** The three sizes an author may choose without naming a provider; the workspace maps each to a model. */
export const modelTiers = ["fast", "standard", "frontier"] as const;

/** One of {@link modelTiers}. */
export type ModelTier = (typeof modelTiers)[number];

const concretePattern = /^[a-z0-9][a-z0-9-]{0,39}\/[^\s/][^\s]{0,199}$/;

/** A model named outright: `provider/model id`; the id may contain further slashes. */
export const concreteModelRefSchema = z
  .string()
  .regex(concretePattern, "Write a model as provider/model, such as openai/gpt-4.1-mini.");

/** What a blueprint may say about its model: a tier, or a model named outright. */
export const modelRefSchema = z.union([z.enum(modelTiers), concreteModelRefSchema]);

/** Splits `provider/model id` at the first slash; undefined for a tier or for text that names no model. */
export function splitModelRef(ref: string): { provider: string; modelId: string } | undefined {
  if (!concretePattern.test(ref)) return undefined;
  const slash = ref.indexOf("/");
  return { provider: ref.slice(0, slash), modelId: ref.slice(slash + 1) };
}

/** Whether the reference is a tier, so that it needs the workspace's settings to mean a model. */
export function isModelTier(ref: string): ref is ModelTier {
  return (modelTiers as readonly string[]).includes(ref);
}
