import { z } from "zod";

const condition = z.string().max(2000).default("true");

const base = {
  id: z.string().min(1).max(64),
  title: z.string().max(200).default(""),
  /** CEL; see the page on policies for what it may ask about. */
  when: condition,
  message: z.string().max(500).default(""),
};

/** One rule outside the model, for the whole blueprint: before an action, or before a model is asked. */
export const policySchema = z.discriminatedUnion("before", [
  z.strictObject({
    ...base,
    before: z.literal("action"),
    effect: z.enum(["deny", "ask", "allow"]).default("deny"),
    /** Names of the abilities it is about; none means all. */
    abilities: z.array(z.string().max(64)).max(100).default([]),
    timeoutMinutes: z.number().min(1).max(525600).default(240),
  }),
  z.strictObject({ ...base, before: z.literal("model") }),
]);

/** See {@link policySchema}. */
export type Policy = z.output<typeof policySchema>;

/** A time zone the runtime knows, such as Europe/Amsterdam. */
export const timeZoneSchema = z
  .string()
  .max(64)
  .refine(isTimeZone, "This is not a time zone such as Europe/Amsterdam.")
  .default("UTC");

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}
