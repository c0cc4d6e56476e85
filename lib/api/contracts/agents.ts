import { z } from "zod";
import { issueSchema } from "#lib/blueprint/issue.ts";
import { nodeDefinitions } from "#lib/nodes/definitions.ts";
import { defineContract } from "../contract.ts";
import { changeSchema } from "./blueprints.ts";

const tag = "Blueprints";
const byId = z.strictObject({ id: z.string().min(1).max(120).describe("The blueprint's id or slug") });
const ofAgent = byId.extend({ nodeId: z.string().min(1).max(64).describe("The id of the agent's node") });

const counts = { met: z.number(), missed: z.number(), blocked: z.number(), pending: z.number() };

const goalStanding = z.object({
  nodeId: z.string(),
  title: z.string(),
  statement: z.string(),
  ...counts,
  /** Runs met out of those met or missed, with its 95 % interval (Wilson); null where none is decided. */
  rate: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** One entry for each day of the period, the oldest first. */
  trend: z.array(z.object({ day: z.string(), ...counts })),
});

/** Routes about the goals and single agents of a blueprint. */
export const agentContracts = {
  goals: defineContract({
    method: "GET",
    path: "/api/v1/blueprints/{id}/goals",
    summary: "How often each goal of the draft was reached, by day, with thumbs and reported events",
    tag,
    params: byId,
    query: z.strictObject({
      days: z.coerce.number().int().min(1).max(366).default(30),
      zone: z
        .string()
        .max(60)
        .regex(/^[A-Za-z][\w+/-]*$/, "Give an IANA time zone, such as Europe/Paris.")
        .refine(isZone, "Give an IANA time zone, such as Europe/Paris.")
        .default("UTC"),
      /** Runs of drafts count, too. */
      drafts: z.enum(["true", "false"]).default("false"),
    }),
    response: z.object({
      items: z.array(goalStanding),
      ratings: z.object({ good: z.number(), bad: z.number() }),
      events: z.array(z.object({ event: z.string(), count: z.number(), mean: z.number().nullable() })),
    }),
  }),
  advice: defineContract({
    method: "POST",
    path: "/api/v1/blueprints/{id}/agents/{nodeId}/advice",
    summary: "What could be better in the instructions of an agent, as saved or as given; asks no model",
    tag,
    params: ofAgent,
    body: z.strictObject({ instructions: z.string().max(40_000).optional() }),
    response: z.object({ tokens: z.number(), items: z.array(issueSchema) }),
  }),
  test: defineContract({
    method: "POST",
    path: "/api/v1/blueprints/{id}/agents/{nodeId}/test",
    summary:
      "Run one agent of the draft alone, once for each variant of its instructions or model; nothing is written outside",
    tag,
    status: 202,
    perMinute: 60,
    params: ofAgent,
    body: z.strictObject({
      text: z.string().trim().min(1, "Write the message the agent should answer.").max(200_000),
      variants: z
        .array(
          z.strictObject({
            instructions: z.string().max(40_000).optional(),
            model: z.string().min(1).max(200).optional(),
          }),
        )
        .min(1)
        .max(4)
        .default([{}]),
    }),
    response: z.object({ runs: z.array(z.object({ runId: z.string(), conversationId: z.string() })) }),
  }),
  versions: defineContract({
    method: "GET",
    path: "/api/v1/blueprints/{id}/agents/{nodeId}/versions",
    summary: "The published versions that have an agent, newest first, each with its settings there",
    tag,
    params: ofAgent,
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
    response: z.object({
      liveVersion: z.number().nullable(),
      items: z.array(
        z.object({
          number: z.number(),
          note: z.string(),
          createdBy: z.string(),
          createdAt: z.string(),
          isLive: z.boolean(),
          config: nodeDefinitions.agent.config,
        }),
      ),
    }),
  }),
  publish: defineContract({
    method: "POST",
    path: "/api/v1/blueprints/{id}/agents/{nodeId}/publish",
    summary:
      "Publish the live version with the settings of this agent alone taken from the draft, or from an earlier version",
    tag,
    status: 201,
    idempotent: true,
    params: ofAgent,
    body: z.strictObject({
      /** Where its settings come from; the draft unless said. */
      version: z.number().int().min(1).max(2_147_483_647).optional(),
      note: z.string().max(500).default(""),
      /** Refused with 409 when the draft is not this one any more. */
      revision: z.number().int().optional(),
    }),
    response: z.object({
      version: z.number(),
      /** The version that was live before. */
      replaces: z.number(),
      /** Everything that differs between the two: fields of this one agent. */
      changes: z.array(changeSchema),
      /** How many nodes and wires are the same in both: all others. */
      unchanged: z.object({ nodes: z.number(), wires: z.number() }),
      /** Whether the draft differs from what is live now. */
      hasChanges: z.boolean(),
      issues: z.array(issueSchema),
    }),
  }),
};

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
