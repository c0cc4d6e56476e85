import { z } from "zod";
import { defineContract } from "../contract.ts";
import { pageOf, pageQuery } from "../pagination.ts";
import { forkChangesSchema } from "./explanations.ts";

const tag = "What-ifs";
const byId = z.strictObject({ id: z.uuid() });
const verdicts = ["met", "missed", "blocked", "pending"] as const;

/** The most past runs of one what-if, and of unfinished what-ifs in a workspace. */
export const whatIfLimits = { runs: 200, open: 3 } as const;

const side = z.object({
  status: z.string(),
  verdict: z.enum(verdicts).nullable(),
  score: z.number().nullable(),
  /** What was paid for it; of a fork without the turns it took over. */
  costUsd: z.number().nullable(),
  durationMs: z.number().nullable(),
  answer: z.string().nullable(),
});

const rowSchema = z.object({
  parentId: z.string(),
  forkId: z.string().nullable(),
  state: z.enum(["pending", "running", "done", "refused", "cancelled"]),
  error: z.string().nullable(),
  text: z.string(),
  before: side,
  after: side.nullable(),
  /** Whether the answer is another one; null until there is one. */
  changed: z.boolean().nullable(),
  /** Turns taken over from the past run, which cost nothing again. */
  reusedTurns: z.number(),
});

const totals = z.object({
  compared: z.number(),
  metBefore: z.number(),
  metAfter: z.number(),
  /** Runs that met their goal only with the change, and only without it. */
  better: z.number(),
  worse: z.number(),
  /** The difference of the goal rates with its 95 % interval for pairs (Bonett and Price); null while nothing is compared. */
  difference: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
  costBefore: z.number().nullable(),
  costAfter: z.number().nullable(),
  /** Medians, in milliseconds. */
  durationBefore: z.number().nullable(),
  durationAfter: z.number().nullable(),
  changedAnswers: z.number(),
});

const whatIfSchema = z.object({
  id: z.string(),
  blueprintId: z.string(),
  name: z.string(),
  against: z.string(),
  changes: z.record(z.string(), z.unknown()),
  status: z.enum(["running", "finished", "cancelled"]),
  total: z.number(),
  done: z.number(),
  startedBy: z.string(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});

/** Routes that try a change on many past runs at once. */
export const whatIfContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/what-ifs",
    summary: "The changes tried on past runs of a blueprint, newest first",
    tag,
    query: pageQuery.extend({ blueprintId: z.uuid() }),
    response: pageOf(whatIfSchema),
  }),
  start: defineContract({
    method: "POST",
    path: "/api/v1/what-ifs",
    summary:
      "Try a change on past runs: each is taken anew with writes simulated, and compared with what it was",
    tag,
    status: 201,
    idempotent: true,
    body: z.strictObject({
      blueprintId: z.uuid(),
      name: z.string().trim().max(120).default(""),
      runs: z.union([
        z.strictObject({ ids: z.array(z.uuid()).min(1).max(whatIfLimits.runs) }),
        z.strictObject({
          /** So many of the newest that ended. */
          newest: z.number().int().min(1).max(whatIfLimits.runs),
          version: z.number().int().min(1).optional(),
          verdict: z.enum(verdicts).optional(),
        }),
      ]),
      /** What they run: each its own document, the draft as it is now, or a published version. */
      against: z.union([z.literal("same"), z.literal("draft"), z.number().int().min(1)]).default("same"),
      changes: forkChangesSchema.omit({ input: true, result: true }).default({}),
    }),
    response: whatIfSchema,
  }),
  get: defineContract({
    method: "GET",
    path: "/api/v1/what-ifs/{id}",
    summary: "A what-if with a row for each past run and the totals; `format=csv` gives the rows as CSV",
    tag,
    params: byId,
    query: z.strictObject({ format: z.enum(["json", "csv"]).default("json") }),
    response: whatIfSchema.extend({ rows: z.array(rowSchema), totals }),
  }),
  cancel: defineContract({
    method: "POST",
    path: "/api/v1/what-ifs/{id}/cancel",
    summary: "Stop a what-if; what has ended stays",
    tag,
    params: byId,
    response: whatIfSchema,
  }),
};
