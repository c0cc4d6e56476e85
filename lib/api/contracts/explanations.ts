import { z } from "zod";
import { policySchema } from "#lib/blueprint/policy.ts";
import { defineContract } from "../contract.ts";

/** One thing that was known before an action; `used` when the decision cites it or the arguments repeat it. */
export const whyEvidenceSchema = z.object({
  source: z.string(),
  title: z.string(),
  text: z.string(),
  observedAt: z.string(),
  /** How old it was when the action was proposed. */
  ageMs: z.number(),
  hash: z.string().nullable(),
  /** The event that recorded it. */
  seq: z.number(),
  used: z.boolean(),
});

/** Why an action was taken or not, from recorded facts only. */
export const whySchema = z.object({
  action: z.object({
    id: z.string(),
    seq: z.number(),
    name: z.string(),
    title: z.string(),
    ability: z.string(),
    arguments: z.unknown(),
    status: z.string(),
    effect: z.enum(["read", "write"]),
    reversibility: z.enum(["reversible", "compensable", "irreversible"]),
    at: z.string(),
  }),
  asked: z.string(),
  goals: z.array(z.object({ nodeId: z.string(), title: z.string(), statement: z.string() })),
  /** What the model said it was thinking, as far as it was recorded. */
  reasoning: z.string(),
  evidence: z.array(whyEvidenceSchema),
  /** What else it could have done. */
  alternatives: z.array(
    z.object({
      title: z.string(),
      total: z.number().nullable(),
      chosen: z.boolean(),
      why: z.string(),
    }),
  ),
  /** The recorded event of the weighing, when there was one. */
  decision: z.unknown().nullable(),
  /** Each rule, guard, limit or person that let it pass or stopped it. */
  permissions: z.array(
    z.object({
      by: z.enum(["wire", "weighing", "guardrail", "approval", "limit"]),
      title: z.string(),
      allowed: z.boolean(),
      text: z.string(),
      seq: z.number().nullable(),
    }),
  ),
  cost: z.object({
    /** The turn that proposed it, shared out among the actions of that turn, and its weighing. */
    usd: z.number().nullable(),
    tokens: z.number(),
    thinkingMs: z.number(),
    actingMs: z.number().nullable(),
  }),
});

/** See {@link whySchema}. */
export type Why = z.output<typeof whySchema>;

/** What a replay found, see `replayRun`. */
export const replaySchema = z.object({
  equal: z.boolean(),
  steps: z.number(),
  events: z.number(),
  /** Calls to a model, an ability or the network; a replay makes none. */
  outsideCalls: z.number(),
  status: z.enum(["succeeded", "failed", "cancelled"]).nullable(),
  answer: z.string().nullable(),
  durationMs: z.number(),
  /** The step at which the replay left the log, and how. */
  divergence: z.object({ step: z.string(), problem: z.string() }).nullable(),
  differences: z.array(
    z.object({
      seq: z.number(),
      type: z.string(),
      stored: z.unknown().nullable(),
      replayed: z.unknown().nullable(),
    }),
  ),
});

/** What may be other in a fork. */
export const forkChangesSchema = z.strictObject({
  input: z.string().min(1).max(200_000).optional(),
  instructions: z.string().min(1).max(40_000).optional(),
  model: z.string().min(1).max(200).optional(),
  /** What an action, by its id, is to have given; the run goes on behind it. */
  result: z.strictObject({ action: z.string().min(1).max(400), value: z.unknown() }).optional(),
  /** Other settings of nodes, such as a dataset's version; what is not named stays. */
  nodes: z
    .array(z.strictObject({ id: z.string().min(1).max(120), config: z.record(z.string(), z.unknown()) }))
    .min(1)
    .max(50)
    .optional(),
  /** The blueprint's policies, in place of all it has. */
  policies: z.array(policySchema).max(100).optional(),
});

/** What is other in a fork, and where it begins. */
export const forkWishSchema = z.strictObject({
  /** The turn at or after this event is taken anew, inside of a delegation too; the first turn unless said. */
  fromSeq: z.number().int().min(1).optional(),
  changes: forkChangesSchema.default({}),
  effects: z.enum(["simulate", "real"]).default("simulate"),
});

/** Routes that explain what a run did. */
export const explanationContracts = {
  why: defineContract({
    method: "GET",
    path: "/api/v1/runs/{id}/actions/{action}/why",
    summary:
      "Why an action was taken or not: goal, evidence with its age, alternatives, what allowed it, cost. `action` is its id or the number of its event.",
    tag: "Runs",
    params: z.strictObject({ id: z.uuid(), action: z.string().min(1).max(200) }),
    response: whySchema,
  }),
  replay: defineContract({
    method: "POST",
    path: "/api/v1/runs/{id}/replay",
    summary:
      "Run a finished run again from its log, with no call to a model or the network, and compare the two logs",
    tag: "Runs",
    perMinute: 600,
    params: z.strictObject({ id: z.uuid() }),
    response: replaySchema,
  }),
  fork: defineContract({
    method: "POST",
    path: "/api/v1/runs/{id}/fork",
    summary:
      "Start a run that shares this one's past up to a turn or an action and goes on with something changed; writes are simulated unless `effects` is `real`",
    tag: "Runs",
    status: 202,
    idempotent: true,
    params: z.strictObject({ id: z.uuid() }),
    body: forkWishSchema,
    response: z.object({
      runId: z.string(),
      conversationId: z.string(),
      parentId: z.string(),
      fromSeq: z.number().nullable(),
    }),
  }),
};
