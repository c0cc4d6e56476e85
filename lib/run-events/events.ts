import { z } from "zod";
import { formAnswersSchema, formFieldSchema } from "#lib/foundation/typed-form.ts";
import { breakpointEventSchema } from "./breakpoint-events.ts";
import { contextCompactedSchema, contextSizeSchema } from "./context-events.ts";
import {
  artifactSchema as artifact,
  failureSchema as failure,
  measuredCriterionSchema,
  passageSchema as passage,
  turnPurposeSchema as turnPurpose,
  usageSchema as usage,
  weighedOptionSchema as weighedOption,
} from "./event-parts.ts";
import { handoffEventSchema } from "./handoff-events.ts";
import { teamEventSchema } from "./team-events.ts";

const factSchema = z.discriminatedUnion("type", [
  teamEventSchema,
  breakpointEventSchema,
  handoffEventSchema,
  contextCompactedSchema,
  z.object({
    type: z.literal("run.started"),
    blueprintId: z.string(),
    version: z.number().nullable(),
    triggerNodeId: z.string(),
    input: z.object({ text: z.string().nullable(), event: z.unknown().optional() }),
  }),
  z.object({ type: z.literal("node.entered"), nodeId: z.string(), viaWireId: z.string().nullable() }),
  z.object({
    type: z.literal("fact.perceived"),
    nodeId: z.string(),
    source: z.string(),
    title: z.string(),
    preview: z.string(),
    observedAt: z.string(),
    hash: z.string(),
  }),
  z.object({
    type: z.literal("knowledge.retrieved"),
    nodeId: z.string(),
    query: z.string(),
    passages: z.array(passage),
    weak: z.number(),
    durationMs: z.number(),
    /** Why only words were searched where meaning should have been too. */
    degraded: z.string().optional(),
    /** When it was read, and the SHA-256 of the passages; absent in logs of the first version. */
    observedAt: z.string().optional(),
    hash: z.string().optional(),
  }),
  z.object({
    type: z.literal("rule.evaluated"),
    nodeId: z.string(),
    branchId: z.string(),
    label: z.string(),
    expression: z.string(),
    problem: z.string().optional(),
  }),
  z.object({
    type: z.literal("experiment.assigned"),
    nodeId: z.string(),
    /** null where the run counts for nothing: a draft, a test, or no experiment under way. */
    experimentId: z.string().nullable(),
    variantId: z.string(),
    label: z.string(),
    /** Why this one: its weight, what is known so far, an earlier assignment, asked for, or no experiment under way. */
    why: z.enum(["fixed", "adaptive", "kept", "forced", "control"]),
  }),
  z.object({
    type: z.literal("turn.started"),
    nodeId: z.string(),
    turn: z.number(),
    model: z.string(),
    purpose: turnPurpose.optional(),
    /** Why it is not the agent's usual model, which is `instead`. */
    route: z.object({ by: z.enum(["rule", "classifier"]), why: z.string(), instead: z.string() }).optional(),
    /** Absent in logs written before it was measured. */
    context: contextSizeSchema.optional(),
  }),
  z.object({
    type: z.literal("plan.made"),
    nodeId: z.string(),
    /** Counts the plans of an agent from 1; a later one replaces the one before. */
    number: z.number(),
    /** Why there is a new plan, or why there is none. */
    reason: z.string(),
    steps: z.array(z.object({ text: z.string(), ability: z.string().nullable() })),
  }),
  z.object({
    type: z.literal("plan.marked"),
    nodeId: z.string(),
    number: z.number(),
    /** Position in the plan, from 0. */
    step: z.number(),
    state: z.enum(["done", "failed", "skipped"]),
    evidence: z.string(),
  }),
  z.object({
    type: z.literal("draft.checked"),
    nodeId: z.string(),
    attempt: z.number(),
    verdict: z.enum(["released", "returned", "unchecked"]),
    problems: z.array(z.string()),
    draft: z.string(),
  }),
  z.object({
    type: z.literal("turn.completed"),
    nodeId: z.string(),
    turn: z.number(),
    provider: z.string(),
    model: z.string(),
    text: z.string(),
    reasoning: z.string(),
    toolCalls: z.array(z.object({ id: z.string(), name: z.string(), arguments: z.unknown() })),
    usage,
    finishReason: z.string(),
    durationMs: z.number(),
    firstDeltaMs: z.number().nullable(),
    fallbacks: z.array(
      z.object({ provider: z.string(), model: z.string(), code: z.string(), message: z.string() }),
    ),
    /** What the router saved against the usual model, in USD; null when a price is unknown. */
    savedUsd: z.number().nullable().optional(),
    /** Taken from an earlier run: nobody was asked, and this is what that saved. */
    cached: z
      .object({
        kind: z.enum(["exact", "similar"]),
        ageSeconds: z.number(),
        similarity: z.number(),
        savedTokens: z.number(),
        savedUsd: z.number().nullable(),
      })
      .optional(),
  }),
  z.object({
    type: z.literal("message.completed"),
    nodeId: z.string(),
    messageId: z.string(),
    text: z.string(),
    citations: z.array(passage),
  }),
  z.object({
    type: z.literal("action.proposed"),
    nodeId: z.string(),
    agentNodeId: z.string(),
    actionId: z.string(),
    ability: z.string(),
    name: z.string(),
    title: z.string(),
    arguments: z.unknown(),
    reversibility: z.enum(["reversible", "compensable", "irreversible"]),
    effect: z.enum(["read", "write"]),
  }),
  z.object({
    type: z.literal("decision.made"),
    nodeId: z.string(),
    /** The action that waited for this decision. */
    actionId: z.string(),
    why: z.string(),
    goals: z.array(z.object({ nodeId: z.string(), title: z.string(), statement: z.string() })),
    criteria: z.array(z.object({ id: z.string(), label: z.string(), weight: z.number() })),
    fitFloor: z.number(),
    options: z.array(weighedOption),
    /** Index of the option taken; null when none may be, or when there is no record. */
    chosen: z.number().nullable(),
    /** `none`: no record could be had, so a person is asked. `refused`: no option may be taken. */
    verdict: z.enum(["proposed", "other", "nothing", "ask-person", "refused", "none"]),
    reason: z.string(),
    problem: z.string().nullable(),
    evidence: z.array(
      z.object({
        ref: z.string(),
        source: z.string(),
        title: z.string(),
        observedAt: z.string().nullable(),
      }),
    ),
    provider: z.string(),
    model: z.string(),
    usage,
    durationMs: z.number(),
    attempts: z.number(),
    /** Set when an earlier decision of this run settles this action too. */
    repeats: z.string().optional(),
  }),
  z.object({
    type: z.literal("guardrail.tripped"),
    nodeId: z.string(),
    on: z.enum(["input", "output", "action", "result"]),
    mode: z.enum(["block", "mask", "warn"]),
    check: z.string(),
    excerpt: z.string(),
  }),
  z.object({
    type: z.literal("policy.applied"),
    nodeId: z.string(),
    /** null: it was about asking a model. */
    actionId: z.string().nullable(),
    policyId: z.string(),
    title: z.string(),
    effect: z.enum(["allow", "ask", "deny"]),
    rule: z.string(),
    message: z.string(),
  }),
  z.object({
    type: z.literal("approval.requested"),
    nodeId: z.string(),
    approvalId: z.string(),
    actionId: z.string(),
    title: z.string(),
    reason: z.string(),
    arguments: z.unknown(),
    expiresAt: z.string().nullable(),
    form: z.array(formFieldSchema).optional(),
  }),
  z.object({
    type: z.literal("approval.resolved"),
    nodeId: z.string(),
    approvalId: z.string(),
    actionId: z.string(),
    decision: z.enum(["approve", "reject", "expire"]),
    by: z.string(),
    comment: z.string(),
    arguments: z.unknown(),
    form: formAnswersSchema.optional(),
  }),
  z.object({
    type: z.literal("action.started"),
    nodeId: z.string(),
    actionId: z.string(),
    arguments: z.unknown(),
  }),
  z.object({
    type: z.literal("action.retried"),
    nodeId: z.string(),
    actionId: z.string(),
    /** The attempt that failed. */
    attempt: z.number(),
    error: failure,
    waitMs: z.number(),
  }),
  z.object({
    type: z.literal("action.completed"),
    nodeId: z.string(),
    actionId: z.string(),
    result: z.unknown(),
    undoable: z.boolean(),
    /** Nothing was changed or sent: the run was an evaluation. */
    simulated: z.boolean().optional(),
    /** The ability was not called: this person gave the result, at a breakpoint. */
    suppliedBy: z.string().optional(),
    /** True where a result pinned for this test run stands in for the call. */
    pinned: z.literal(true).optional(),
    /** The result is an earlier call's, this old. */
    cachedSeconds: z.number().optional(),
    attempts: z.number(),
    durationMs: z.number(),
  }),
  z.object({
    type: z.literal("action.failed"),
    nodeId: z.string(),
    actionId: z.string(),
    error: failure,
    /** `unknown`: it may have happened; it is never repeated silently. */
    status: z.enum(["failed", "unknown", "rejected", "blocked"]),
    attempts: z.number(),
    durationMs: z.number(),
  }),
  z.object({ type: z.literal("artifact.created"), nodeId: z.string(), actionId: z.string(), artifact }),
  z.object({ type: z.literal("action.undone"), nodeId: z.string(), actionId: z.string(), by: z.string() }),
  z.object({
    type: z.literal("memory.written"),
    nodeId: z.string(),
    scope: z.string(),
    key: z.string(),
    value: z.string(),
  }),
  z.object({
    type: z.literal("budget.warned"),
    nodeId: z.string(),
    limit: z.enum(["turns", "actions", "seconds", "tokens", "costUsd", "calls"]),
    used: z.number(),
    max: z.number(),
    /** The workspace's budget that spoke; absent for a limit of the agent itself. */
    budget: z
      .object({
        id: z.string(),
        name: z.string(),
        scope: z.enum(["workspace", "blueprint", "agent", "ability", "run", "contact"]),
        period: z.enum(["run", "hour", "day", "week", "month", "total"]),
        does: z.enum(["warn", "stop", "ask", "cheaper"]),
        why: z.enum(["share", "used-up", "zero", "unpriced"]),
        model: z.string().nullable(),
        resetsAt: z.string().nullable(),
        reserved: z.number(),
      })
      .optional(),
  }),
  z.object({
    type: z.literal("outcome.assessed"),
    nodeId: z.string(),
    title: z.string(),
    verdict: z.enum(["met", "missed", "blocked", "pending"]),
    score: z.number().nullable(),
    criteria: z.array(measuredCriterionSchema),
  }),
  /** None of the goal's criteria applies to this run, so it has no outcome. */
  z.object({ type: z.literal("outcome.skipped"), nodeId: z.string(), title: z.string(), reason: z.string() }),
  z.object({
    type: z.literal("run.waiting"),
    for: z.enum(["approval", "handoff", "breakpoint"]),
    nodeId: z.string(),
  }),
  z.object({ type: z.literal("run.resumed"), nodeId: z.string() }),
  z.object({
    type: z.literal("run.finished"),
    status: z.enum(["succeeded", "failed", "cancelled"]),
    answer: z.string().nullable(),
    error: failure.nullable(),
    usage,
    durationMs: z.number(),
  }),
]);

/** Facts stored before they are sent; each has a `seq`. `within` names the delegation it happened in, if in one. */
export const durableEventSchema = factSchema.and(z.object({ within: z.string().optional() }));

const delta = {
  nodeId: z.string(),
  turn: z.number(),
  /** Where in the turn's text this piece begins: what was shown from here on is replaced by it. */
  offset: z.number(),
  text: z.string(),
};

/** Live only: batched, never stored, dropped when the completed event is stored. */
export const liveEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message.delta"), ...delta }),
  z.object({ type: z.literal("reasoning.delta"), ...delta }),
]);

/** See {@link durableEventSchema}. */
export type DurableEvent = z.infer<typeof durableEventSchema>;
/** See {@link liveEventSchema}. */
export type LiveEvent = z.infer<typeof liveEventSchema>;
/** Everything a stream can carry. */
export type RunEvent = DurableEvent | LiveEvent;
/** See {@link turnPurpose}. */
export type TurnPurpose = z.infer<typeof turnPurpose>;
/** A passage as cited. */
export type CitedPassage = z.infer<typeof passage>;
/** A document a run made. */
export type RunArtifact = z.infer<typeof artifact>;
/** Tokens and money. */
export type RunUsage = z.infer<typeof usage>;
/** A criterion as measured. */
export type MeasuredCriterion = z.infer<typeof measuredCriterionSchema>;

/** One durable event as stored and sent: `seq` counts from 1 without gaps and is the SSE id. */
export const storedEventSchema = z.object({
  runId: z.string(),
  seq: z.number().int().min(1),
  at: z.string(),
  event: durableEventSchema,
});

/** See {@link storedEventSchema}. */
export type StoredEvent = z.infer<typeof storedEventSchema>;

/** What travels over the stream; live events have no `seq`. */
export type RunEnvelope = StoredEvent | { runId: string; seq?: undefined; at: string; event: LiveEvent };
