import { z } from "zod";
import { celProblem } from "#lib/foundation/cel.ts";

const condition = z.string().max(2000).superRefine(checkCel);
const required = condition.min(1, "Write the condition.");
const ability = z.string().min(1, "Name the ability.").max(64);

/** One thing a case expects; `kind` says what is looked at. */
export const expectationSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("answer-contains"), text: z.string().min(1).max(2000) }),
  z.strictObject({ kind: z.literal("answer-lacks"), text: z.string().min(1).max(2000) }),
  z.strictObject({ kind: z.literal("answer-matches"), pattern: z.string().min(1).max(500) }),
  z.strictObject({ kind: z.literal("ability-called"), ability, when: condition.default("") }),
  z.strictObject({ kind: z.literal("ability-not-called"), ability, when: condition.default("") }),
  z.strictObject({ kind: z.literal("outcome"), verdict: z.enum(["met", "missed", "blocked", "pending"]) }),
  z.strictObject({ kind: z.literal("status"), status: z.enum(["succeeded", "failed"]) }),
  z.strictObject({ kind: z.literal("condition"), when: required }),
  z.strictObject({ kind: z.literal("judge"), rubric: z.string().min(1).max(4000) }),
  /** Each criterion is judged by itself; the weighted share of those that hold must reach `passAt`. */
  z.strictObject({
    kind: z.literal("rubric"),
    criteria: z
      .array(
        z.strictObject({
          label: z.string().trim().min(1, "Write the criterion.").max(300),
          weight: z.number().min(0.1).max(10).default(1),
        }),
      )
      .min(1, "Write at least one criterion.")
      .max(10),
    passAt: z.number().min(0.1).max(1).default(1),
  }),
  /** How many questions are asked back over all answers of the case together. */
  z
    .strictObject({
      kind: z.literal("questions"),
      min: z.number().int().min(0).max(20),
      max: z.number().int().min(0).max(20),
    })
    .refine(({ min, max }) => min <= max, { path: ["max"], message: "The most is below the least." }),
  /** Every rule of the blueprint's style guide that needs no judge holds in every answer. */
  z.strictObject({ kind: z.literal("style") }),
  z.strictObject({ kind: z.literal("cites"), document: z.string().min(1).max(300) }),
  /** The agent a coordinator picks by itself, by title or id; an empty one means that it asks back. */
  z.strictObject({ kind: z.literal("routed-to"), agent: z.string().max(200) }),
  z.strictObject({ kind: z.literal("max-cost"), usd: z.number().min(0).max(1000) }),
  z.strictObject({ kind: z.literal("max-turns"), turns: z.number().int().min(0).max(1000) }),
]);

/** See {@link expectationSchema}. */
export type Expectation = z.infer<typeof expectationSchema>;

/** A key of the union of expectations. */
export type ExpectationKind = Expectation["kind"];

const tag = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^,;]*$/, "A tag has no comma or semicolon.");

/** The most of everything in a suite. */
export const suiteLimits = { suitesPerBlueprint: 50, cases: 500, expectations: 20, messages: 10, tags: 20 };

/** What a case says and what it expects; the shape of the editor, the API, imports and exports alike. */
export const suiteCaseSchema = z.strictObject({
  title: z.string().trim().min(1, "Give the case a title.").max(200),
  /** What the contact says, one message after the other in one conversation. */
  messages: z
    .array(z.string().trim().min(1, "A message may not be empty.").max(20_000))
    .min(1, "Say at least one message.")
    .max(suiteLimits.messages),
  /** The segments it stands for, such as a language or a kind of customer. */
  tags: z
    .array(tag)
    .max(suiteLimits.tags)
    .refine((tags) => new Set(tags).size === tags.length, "A tag is given twice.")
    .default([]),
  /** Kept away from whoever tunes the blueprint, and scored apart. */
  heldOut: z.boolean().default(false),
  expectations: z.array(expectationSchema).min(1, "Expect at least one thing.").max(suiteLimits.expectations),
});

/** See {@link suiteCaseSchema}. */
export type SuiteCase = z.infer<typeof suiteCaseSchema>;

/** What became of one expectation; `passed` null where it could not be told. */
export const checkSchema = z.object({
  expectation: expectationSchema,
  passed: z.boolean().nullable(),
  reason: z.string(),
  /** What became of each criterion of a rubric; `met` null where the judge gave no verdict. */
  criteria: z
    .array(
      z.object({ label: z.string(), weight: z.number(), met: z.boolean().nullable(), reason: z.string() }),
    )
    .optional(),
});

/** See {@link checkSchema}. */
export type Check = z.infer<typeof checkSchema>;

/** How one case of a suite run stands; `errored` is a case that could not be scored, which is not a failure. */
export const resultStatuses = ["pending", "running", "passed", "failed", "errored", "cancelled"] as const;

/** One of {@link resultStatuses}. */
export type ResultStatus = (typeof resultStatuses)[number];

/** How a suite run stands. */
export const suiteRunStatuses = ["running", "finished", "failed", "cancelled"] as const;

/** What abilities that write do while a suite runs. */
export const writeModes = ["simulate", "real"] as const;

/** Names a suite for a person. */
export const suiteNameSchema = z.string().trim().min(1, "Give the suite a name.").max(120);

function checkCel(expression: string, context: z.RefinementCtx): void {
  if (expression.trim() === "") return;
  const problem = celProblem(expression);
  if (problem) context.addIssue({ code: "custom", message: `The condition cannot be read: ${problem}` });
}
