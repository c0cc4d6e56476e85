import { z } from "zod";
import { failureSchema as failure, usageSchema as usage } from "./event-parts.ts";

const workKindSchema = z.enum(["delegate", "route", "stand-in", "board"]);

/** Facts of agents working together; those of a delegate carry the delegation in `within`, see `events.ts`. */
export const teamEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("delegation.started"),
    delegationId: z.string(),
    /** The agent that does the work, and who wants it done. */
    nodeId: z.string(),
    byNodeId: z.string(),
    wireId: z.string().nullable(),
    /** How the work came to it. */
    how: workKindSchema,
    title: z.string(),
    task: z.unknown(),
    /** Tasks of one turn share a group and run at the same time. */
    groupId: z.string(),
    /** 1 for work given by an agent of the run itself. */
    depth: z.number(),
    limits: z.object({
      costUsd: z.number().nullable(),
      tokens: z.number().nullable(),
      seconds: z.number().nullable(),
    }),
  }),
  z.object({
    type: z.literal("delegation.finished"),
    delegationId: z.string(),
    nodeId: z.string(),
    /** `refused`: it was never begun, because of a circle, the depth, or a breaker that is open. */
    status: z.enum(["succeeded", "failed", "cancelled", "refused"]),
    result: z.unknown(),
    error: failure.nullable(),
    usage,
    turns: z.number(),
    durationMs: z.number(),
  }),
  z.object({
    type: z.literal("delegations.joined"),
    nodeId: z.string(),
    groupId: z.string(),
    rule: z.enum(["all", "first", "quorum", "best"]),
    needed: z.number(),
    met: z.boolean(),
    winners: z.array(z.string()),
    stopped: z.array(z.string()),
    reason: z.string(),
    /** How long the group took, and how long its tasks took one after the other. */
    wallMs: z.number(),
    sumMs: z.number(),
  }),
  /** What is said between task and result, such as that a result does not fit the schema of the wire. */
  z.object({
    type: z.literal("delegation.message"),
    delegationId: z.string(),
    nodeId: z.string(),
    toNodeId: z.string(),
    text: z.string(),
  }),
  z.object({
    type: z.literal("phase.passed"),
    nodeId: z.string(),
    toNodeId: z.string(),
    wireId: z.string(),
    payload: z.unknown(),
  }),
  z.object({
    type: z.literal("conflict.settled"),
    nodeId: z.string(),
    groupId: z.string(),
    field: z.string(),
    rule: z.enum(["priority", "vote", "judge", "human"]),
    options: z.array(z.object({ delegationId: z.string(), nodeId: z.string(), value: z.unknown() })),
    /** The value that holds; null and no winners where a person refused all of them. */
    value: z.unknown(),
    winners: z.array(z.string()),
    losers: z.array(z.string()),
    reason: z.string(),
    by: z.string(),
  }),
  z.object({
    type: z.literal("circuit.changed"),
    nodeId: z.string(),
    state: z.enum(["closed", "open", "half-open"]),
    failures: z.number(),
  }),
  z.object({
    type: z.literal("route.chosen"),
    nodeId: z.string(),
    options: z.array(z.object({ nodeId: z.string(), title: z.string() })),
    /** The specialist the coordinator named; null where it named none it has. */
    choice: z.string().nullable(),
    confidence: z.number(),
    threshold: z.number(),
    verdict: z.enum(["routed", "asked", "stand-in"]),
    /** The agent that got the work, or null where the contact is asked. */
    toNodeId: z.string().nullable(),
    reason: z.string(),
  }),
  z.object({
    type: z.literal("task.changed"),
    nodeId: z.string(),
    taskId: z.string(),
    text: z.string(),
    state: z.enum(["posted", "taken", "done", "given-back", "failed"]),
    byNodeId: z.string().nullable(),
  }),
]);

/** See {@link teamEventSchema}. */
export type TeamEvent = z.infer<typeof teamEventSchema>;

const teamTypes: ReadonlySet<string> = new Set(
  teamEventSchema.options.map((option) => option.shape.type.value),
);

/** Tells what agents do together from everything else. */
export function isTeamEvent<Event extends { type: string }>(
  event: Event,
): event is Extract<Event, { type: TeamEvent["type"] }> {
  return teamTypes.has(event.type);
}
