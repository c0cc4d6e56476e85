import { z } from "zod";
import { formAnswersSchema, formFieldSchema } from "#lib/foundation/typed-form.ts";
import { storedEventSchema } from "#lib/run-events/events.ts";
import { defineContract } from "../contract.ts";
import { pageOf, pageQuery } from "../pagination.ts";
import { periodProblems, runClaims, runSelection } from "../run-selection.ts";
import { assigneeSchema } from "./comments.ts";

const tag = "Runs";
const byId = z.strictObject({ id: z.uuid() });

/** Every status a run can have. */
export const runStatuses = ["queued", "running", "waiting", "succeeded", "failed", "cancelled"] as const;

const usage = z.object({ inputTokens: z.number(), outputTokens: z.number(), costUsd: z.number().nullable() });

const outcome = z.object({
  verdict: z.enum(["met", "missed", "blocked", "pending"]),
  score: z.number().nullable(),
  goals: z.array(
    z.object({
      nodeId: z.string(),
      title: z.string(),
      verdict: z.enum(["met", "missed", "blocked", "pending"]),
      score: z.number().nullable(),
      criteria: z.array(z.unknown()),
    }),
  ),
});

/** How a fork came to be; see `POST /api/v1/runs/{id}/fork`. */
export const forkSchema = z.object({
  /** The turn it begins with; null when it runs from its beginning. */
  point: z
    .object({
      nodeId: z.string(),
      turn: z.number(),
      seq: z.number(),
      /** The delegation the turn is taken in. */
      within: z.string().optional(),
      /** The action whose result is another. */
      actionId: z.string().optional(),
    })
    .nullable(),
  changes: z.object({
    input: z.string().optional(),
    instructions: z.string().optional(),
    model: z.string().optional(),
    result: z.object({ action: z.string(), value: z.unknown() }).optional(),
    nodes: z.array(z.object({ id: z.string(), config: z.record(z.string(), z.unknown()) })).optional(),
    policies: z.array(z.unknown()).optional(),
  }),
  effects: z.enum(["simulate", "real"]),
  /** What was taken over from the parent and cost nothing again. */
  reused: z.object({ turns: z.number(), costUsd: z.number().nullable() }),
});

/** A run as every route answers it. */
export const runSchema = z.object({
  id: z.string(),
  blueprintId: z.string(),
  blueprintName: z.string(),
  conversationId: z.string(),
  contactId: z.string().nullable(),
  version: z.number().nullable(),
  /** `evaluation` marks a run of a test case, which counts in no figure. */
  purpose: z.enum(["live", "evaluation"]),
  status: z.enum(runStatuses),
  input: z.object({ text: z.string().nullable(), event: z.unknown().optional() }),
  answer: z.string().nullable(),
  outcome: outcome.nullable(),
  usage,
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The run this one forks, or null. */
  forkOf: z.string().nullable(),
  fork: forkSchema.nullable(),
  workerId: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  durationMs: z.number().nullable(),
});

/** A run in a list and on its page. */
export const listedRunSchema = runSchema.extend({
  /** The member who looks after it. */
  assignee: assigneeSchema.nullable(),
});

const actionRow = z.object({
  id: z.string(),
  nodeId: z.string(),
  ability: z.string(),
  key: z.string(),
  arguments: z.unknown(),
  status: z.string(),
  result: z.unknown(),
  error: z.unknown(),
  undoable: z.boolean(),
  undoneAt: z.string().nullable(),
});

const stops = z.union([z.literal("all"), z.array(z.string().min(1).max(64)).max(300)]).optional();

const approval = z.object({
  id: z.string(),
  runId: z.string(),
  blueprintName: z.string(),
  nodeId: z.string(),
  actionId: z.string(),
  status: z.enum(["pending", "approved", "rejected", "expired"]),
  title: z.string(),
  reason: z.string(),
  arguments: z.unknown(),
  /** The lowest role that may decide. */
  role: z.enum(["operator", "editor", "owner"]),
  /** Whom it was passed up to, and when; null while it was not. */
  escalated: z.object({ to: z.enum(["editor", "owner"]), at: z.string() }).nullable(),
  /** What whoever decides fills in; empty where nothing is asked. */
  form: z.array(formFieldSchema),
  /** What was filled in; null while nothing is decided. */
  answers: formAnswersSchema.nullable(),
  comment: z.string(),
  decidedBy: z.string().nullable(),
  expiresAt: z.string().nullable(),
  createdAt: z.string(),
});

const decision = z.strictObject({
  decision: z.enum(["approve", "reject"]),
  arguments: z.record(z.string(), z.unknown()).optional(),
  form: z
    .record(z.string().max(60), z.unknown())
    .optional()
    .describe("Answers to the approval's `form`, by the names of its fields"),
  comment: z.string().max(2000).default(""),
});

const byToken = z.strictObject({ token: z.string().min(1).max(200) });

const approvalLink = z.object({
  /** `open` can be decided; of everything else `message` says what happened and what to do. */
  state: z.enum(["open", "approved", "rejected", "expired"]),
  message: z.string(),
  /** Whom the link is for. */
  approver: z.string(),
  workspaceName: z.string(),
  blueprintName: z.string(),
  /** What is asked; null once it cannot be decided any more. */
  asked: approval
    .pick({ title: true, reason: true, arguments: true, form: true, expiresAt: true, createdAt: true })
    .extend({
      /** What the run has spent so far; null where a price is not known. */
      costUsd: z.number().nullable(),
    })
    .nullable(),
});

/** Routes of runs, approvals, handoffs and conversations. */
export const runContracts = {
  start: defineContract({
    method: "POST",
    path: "/api/v1/blueprints/{id}/runs",
    summary:
      "Start a run. `?wait=SECONDS` answers the finished run; `Accept: text/event-stream` streams its events.",
    tag,
    status: 202,
    idempotent: true,
    perMinute: 60_000,
    maxBodyBytes: 8 * 1024 * 1024,
    params: z.strictObject({ id: z.string().min(1).max(120) }),
    query: z.strictObject({ wait: z.coerce.number().min(0).max(300).optional() }),
    body: z.strictObject({
      input: z
        .strictObject({ text: z.string().max(200_000).optional(), event: z.unknown().optional() })
        .refine((input) => input.text !== undefined || input.event !== undefined, "Give text or an event."),
      trigger: z
        .string()
        .min(1)
        .max(64)
        .optional()
        .describe("The id of the node that starts the run; needed where several could"),
      conversationId: z.uuid().optional(),
      contact: z
        .strictObject({
          key: z.string().min(1).max(200),
          name: z.string().max(200).optional(),
          email: z.email().optional(),
        })
        .optional(),
      version: z.union([z.enum(["live", "draft"]), z.number().int().min(1)]).default("live"),
      variants: z
        .record(z.string().min(1).max(64), z.string().min(1).max(64))
        .optional()
        .describe(
          "The variant to take, by the id of the experiment node. Such a run counts in no experiment.",
        ),
      cache: z
        .enum(["use", "bypass"])
        .default("use")
        .describe("`bypass` asks the model and calls abilities whatever is kept, and keeps nothing."),
      breakpoints: z
        .strictObject({ before: stops, after: stops })
        .optional()
        .describe("Nodes of abilities to pause before or after, or `all`; for runs of the draft only"),
      pinned: z
        .record(z.string().min(1).max(64), z.json())
        .refine((pinned) => Object.keys(pinned).length <= 100, "At most 100 results can be pinned.")
        .optional()
        .describe(
          "Results that stand in for calls, by the id of the ability's node: nothing is sent. For runs of the draft only",
        ),
      from: z
        .string()
        .min(1)
        .max(64)
        .optional()
        .describe(
          "The node to begin at, past the trigger and whatever stands before it; for runs of the draft only",
        ),
    }),
    response: z.union([
      runSchema,
      z.object({
        runId: z.string(),
        conversationId: z.string(),
        /** True when no run was started: a person has the conversation and was given the message. */
        isWithPerson: z.boolean(),
      }),
    ]),
  }),
  list: defineContract({
    method: "GET",
    path: "/api/v1/runs",
    summary: "List runs, newest first",
    tag,
    query: periodProblems(
      pageQuery.extend({
        status: z.enum(runStatuses).optional(),
        conversationId: z.uuid().optional(),
        purpose: z.enum(["live", "evaluation", "any"]).default("live"),
        verdict: z.enum(["met", "missed", "blocked", "pending"]).optional(),
        blueprintId: runSelection.blueprintId,
        from: runSelection.from.optional(),
        to: runSelection.to.optional(),
        zone: runSelection.zone,
        version: runSelection.version,
        channel: runSelection.channel,
        agent: runSelection.agent,
        model: runSelection.model,
        ability: runSelection.ability,
        assignee: z
          .union([z.literal("me"), z.uuid()])
          .optional()
          .describe("Runs a member looks after, by the user's id; `me` for whoever asks"),
        drafts: z.enum(["true", "false"]).default("true"),
        /** A claim a run must fulfil, as the catalogue of metrics names it. */
        where: z.enum(runClaims).optional(),
      }),
    ),
    response: pageOf(listedRunSchema),
  }),
  get: defineContract({
    method: "GET",
    path: "/api/v1/runs/{id}",
    summary: "One run with its document snapshot and actions",
    tag,
    perMinute: 60_000,
    params: byId,
    response: listedRunSchema.extend({
      document: z.unknown(),
      actions: z.array(actionRow),
      /** What each agent used; each turn's own use is in its `turn.completed` event. */
      usageByNode: z.array(usage.extend({ nodeId: z.string(), turns: z.number() })),
    }),
  }),
  events: defineContract({
    method: "GET",
    path: "/api/v1/runs/{id}/events",
    summary:
      "Events after a sequence number; SSE with `Accept: text/event-stream`, resumed by `Last-Event-ID`",
    tag,
    perMinute: 60_000,
    params: byId,
    query: z.strictObject({ after: z.coerce.number().int().min(0).default(0) }),
    response: z.object({ items: z.array(storedEventSchema) }),
  }),
  cancel: defineContract({
    method: "POST",
    path: "/api/v1/runs/{id}/cancel",
    summary: "Stop a run; the call to the model is cancelled too",
    tag,
    params: byId,
    response: runSchema,
  }),
  undo: defineContract({
    method: "POST",
    path: "/api/v1/runs/{id}/undo",
    summary: "Undo actions of a finished run, the last first; without `actionIds` all that can be undone",
    tag,
    params: byId,
    body: z.strictObject({ actionIds: z.array(z.string()).optional() }),
    response: z.object({
      results: z.array(z.object({ actionId: z.string(), undone: z.boolean(), message: z.string() })),
    }),
  }),
  rate: defineContract({
    method: "POST",
    path: "/api/v1/runs/{id}/ratings",
    summary: "Rate a run: 1 good, -1 bad; the outcome is assessed again",
    tag,
    status: 201,
    params: byId,
    body: z.strictObject({
      value: z.union([z.literal(1), z.literal(-1)]),
      comment: z.string().max(4000).default(""),
    }),
    response: z.object({ id: z.string(), outcome: outcome.nullable() }),
  }),
  reportOutcome: defineContract({
    method: "POST",
    path: "/api/v1/runs/{id}/outcomes",
    summary: "Report what happened later; the outcome is assessed again",
    tag,
    status: 201,
    idempotent: true,
    params: byId,
    body: z.strictObject({ event: z.string().min(1).max(120), value: z.unknown().optional() }),
    response: z.object({ id: z.string(), outcome: outcome.nullable() }),
  }),
  resume: defineContract({
    method: "POST",
    path: "/api/v1/breakpoints/{id}",
    summary:
      "Let a paused test run go on: as it is, with changed arguments or result, with a result in place of the call, or without the action. To stop the run, cancel it",
    tag,
    params: byId,
    maxBodyBytes: 1024 * 1024,
    body: z
      .strictObject({
        decision: z.enum(["continue", "supply", "skip"]),
        arguments: z.record(z.string(), z.unknown()).optional(),
        result: z.json().optional(),
        comment: z.string().max(2000).default(""),
      })
      .refine(
        (body) => body.decision !== "supply" || body.result !== undefined,
        "Give the result to supply.",
      ),
    response: z.object({
      id: z.string(),
      runId: z.string(),
      decision: z.enum(["continue", "supply", "skip"]),
    }),
  }),
  approvals: defineContract({
    method: "GET",
    path: "/api/v1/approvals",
    summary: "Approvals, newest first",
    tag: "Approvals",
    query: pageQuery.extend({ status: z.enum(["pending", "approved", "rejected", "expired"]).optional() }),
    response: pageOf(approval),
  }),
  decide: defineContract({
    method: "POST",
    path: "/api/v1/approvals/{id}",
    summary: "Approve, perhaps with changed arguments, or reject; a second decision is refused with 409",
    tag: "Approvals",
    params: byId,
    body: decision,
    response: approval,
  }),
  readLink: defineContract({
    method: "GET",
    path: "/api/v1/approval-links/{token}",
    summary: "What a signed link asks, without signing in; reading decides nothing",
    tag: "Approvals",
    perMinute: 60,
    params: byToken,
    response: approvalLink,
  }),
  decideByLink: defineContract({
    method: "POST",
    path: "/api/v1/approval-links/{token}",
    summary: "Decide in the name of the member a signed link is for, as that member could when signed in",
    tag: "Approvals",
    perMinute: 30,
    params: byToken,
    body: decision,
    response: approvalLink,
  }),
};
