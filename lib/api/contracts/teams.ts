import { z } from "zod";
import { defineContract } from "#lib/api/contract.ts";
import { usageSchema } from "#lib/run-events/event-parts.ts";

const tag = "teams";
const delegation = z.object({
  id: z.string(),
  nodeId: z.string(),
  title: z.string(),
  byNodeId: z.string(),
  /** The delegation it is part of, or null. */
  within: z.string().nullable(),
  how: z.string(),
  depth: z.number(),
  status: z.string(),
  task: z.unknown(),
  result: z.unknown(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  limits: z.object({
    costUsd: z.number().nullable(),
    tokens: z.number().nullable(),
    seconds: z.number().nullable(),
  }),
  usage: usageSchema.nullable(),
  turns: z.number(),
  startedAt: z.string(),
  durationMs: z.number().nullable(),
});

/** Routes about agents that work together. */
export const teamContracts = {
  run: defineContract({
    method: "GET",
    path: "/api/v1/runs/{id}/team",
    summary: "How the agents of a run worked together: delegations, messages, what each agent used, speed-up",
    tag,
    params: z.strictObject({ id: z.uuid() }),
    response: z.object({
      agents: z.array(
        z.object({
          nodeId: z.string(),
          title: z.string(),
          turns: z.number(),
          durationMs: z.number(),
          delegations: z.number(),
          usage: usageSchema,
        }),
      ),
      delegations: z.array(delegation),
      messages: z.array(
        z.object({
          seq: z.number(),
          at: z.string(),
          fromNodeId: z.string(),
          toNodeId: z.string(),
          protocol: z.enum(["task", "result", "error", "repair", "hand-over"]),
          content: z.unknown(),
          delegationId: z.string().nullable(),
        }),
      ),
      groups: z.array(
        z.object({
          groupId: z.string(),
          nodeId: z.string(),
          works: z.number(),
          wallMs: z.number(),
          sumMs: z.number(),
        }),
      ),
    }),
  }),
  agents: defineContract({
    method: "GET",
    path: "/api/v1/blueprints/{id}/agents",
    summary: "The agents of the draft, each with the state of its circuit breaker",
    tag,
    params: z.strictObject({ id: z.string().min(1).max(200) }),
    response: z.object({
      items: z.array(
        z.object({
          nodeId: z.string(),
          title: z.string(),
          /** `half-open`: the next piece of work is a try. */
          circuit: z.enum(["closed", "open", "half-open"]),
          failures: z.number(),
          openedAt: z.string().nullable(),
          retryAt: z.string().nullable(),
        }),
      ),
    }),
  }),
};
