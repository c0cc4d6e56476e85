import { z } from "zod";
import { isTimeZone } from "#lib/foundation/time-zone.ts";

/** What results can be broken down by. */
export const metricDimensions = [
  "day",
  "blueprint",
  "version",
  "channel",
  "agent",
  "model",
  "ability",
] as const;

/** Claims about a run that can be counted, and listed; `lib/analytics/compile.server.ts` gives each its SQL. */
export const runClaims = [
  "any",
  "begun",
  "finished",
  "answered",
  "met",
  "missed",
  "decided",
  "escalated",
  "asked-approval",
  "rated",
  "rated-good",
  "acted",
  "ability-failed",
] as const;

/** The most days one question may span. */
export const mostDays = 400;

const day = z.iso
  .date("Give a day such as 2026-11-01.")
  .refine((text) => text >= "1990-01-01" && text <= "2999-12-31", "Give a day between 1990 and 2999.");
const flag = z.enum(["true", "false"]).default("false");

/** Which runs are meant: whole days of a zone, both included, and what narrows them. */
export const runSelection = {
  from: day,
  to: day,
  zone: z.string().max(60).refine(isTimeZone, "Give an IANA time zone, such as Europe/Paris.").default("UTC"),
  blueprintId: z.uuid().optional(),
  version: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  channel: z.string().min(1).max(60).optional(),
  /** A blueprint's id, a slash, and the id of the agent's node: what a breakdown by agent calls its groups. */
  agent: z
    .string()
    .max(300)
    .regex(/^[0-9a-f-]{36}\/.+$/, "Give an agent as a breakdown by agent names it.")
    .optional(),
  /** Provider and model, such as `openai/gpt-4o`. */
  model: z.string().min(1).max(300).optional(),
  ability: z.string().min(1).max(120).optional(),
  /** Runs of drafts, such as those of the test chat. */
  drafts: flag,
  /** Runs of test cases. */
  evaluations: flag,
};

/** Refuses a period that ends before it begins or is too long, naming the field. */
export function periodProblems<
  Schema extends z.ZodType<{ from?: string | undefined; to?: string | undefined }>,
>(schema: Schema) {
  return schema.check((context) => {
    const { from, to } = context.value;
    if (from === undefined || to === undefined) return;
    if (from > to)
      context.issues.push({
        code: "custom",
        path: ["to"],
        message: "The period ends before it begins.",
        input: to,
      });
    else if ((Date.parse(to) - Date.parse(from)) / 86_400_000 >= mostDays)
      context.issues.push({
        code: "custom",
        path: ["from"],
        message: `Give at most ${mostDays} days.`,
        input: from,
      });
  });
}
