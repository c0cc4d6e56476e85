import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { runs } from "./runs.ts";
import { createdAt, idColumn, momentColumn, updatedAt } from "./shared-columns.ts";

/** A question to a person whether an action may happen. */
export const approvals = pgTable(
  "approvals",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    nodeId: text("node_id").notNull(),
    actionId: text("action_id").notNull(),
    status: text("status").notNull(),
    request: jsonb("request").notNull(),
    decision: jsonb("decision"),
    decidedBy: text("decided_by"),
    expiresAt: momentColumn("expires_at"),
    decidedAt: momentColumn("decided_at"),
    /** When links for those who may decide were put among the deliveries; null where nobody is told outside. */
    toldAt: momentColumn("told_at"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("approvals_run_action_key").on(table.runId, table.actionId, table.nodeId),
    index("approvals_workspace_status_idx").on(table.workspaceId, table.status, table.id),
    index("approvals_pending_idx").on(table.expiresAt).where(sql`status = 'pending'`),
  ],
);

/** A message about an approval on its way out of the app; sent, or given up, once `doneAt` is set. */
export const approvalDeliveries = pgTable(
  "approval_deliveries",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    approvalId: uuid("approval_id")
      .notNull()
      .references(() => approvals.id, { onDelete: "cascade" }),
    what: text("what").notNull(),
    channel: text("channel").notNull(),
    /** The user a mail is for; empty for the webhook, which goes out once. */
    recipientId: text("recipient_id").notNull().default(""),
    /** The lowest role that is told. */
    role: text("role").notNull(),
    attempts: integer("attempts").notNull().default(0),
    nextAt: momentColumn("next_at").notNull(),
    doneAt: momentColumn("done_at"),
    failure: text("failure"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("approval_deliveries_key").on(table.approvalId, table.what, table.channel, table.recipientId),
    index("approval_deliveries_due_idx").on(table.nextAt).where(sql`done_at IS NULL`),
  ],
);

/** A conversation handed to a person: `open`, `claimed` by somebody, then `answered`, `closed` or `expired`. */
export const handoffs = pgTable(
  "handoffs",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    actionId: text("action_id").notNull(),
    status: text("status").notNull(),
    reason: text("reason").notNull(),
    summary: text("summary").notNull().default(""),
    reply: text("reply"),
    claimedBy: text("claimed_by"),
    claimedById: text("claimed_by_id"),
    claimedAt: momentColumn("claimed_at"),
    dueAt: momentColumn("due_at"),
    answeredBy: text("answered_by"),
    answeredAt: momentColumn("answered_at"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("handoffs_run_action_key").on(table.runId, table.actionId),
    index("handoffs_workspace_status_idx").on(table.workspaceId, table.status, table.id),
  ],
);

/** The measured result of a run against one goal. */
export const outcomes = pgTable(
  "outcomes",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    blueprintId: uuid("blueprint_id").notNull(),
    goalNodeId: text("goal_node_id").notNull(),
    verdict: text("verdict").notNull(),
    score: integer("score"),
    criteria: jsonb("criteria").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("outcomes_run_goal_key").on(table.runId, table.goalNodeId),
    index("outcomes_blueprint_idx").on(table.blueprintId, table.id),
  ],
);

/** A fact reported from outside after the run, such as "order kept". */
export const outcomeEvents = pgTable(
  "outcome_events",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    value: jsonb("value"),
    createdAt: createdAt(),
  },
  (table) => [index("outcome_events_run_idx").on(table.runId)],
);

/** A person's rating of a run: 1 is good, -1 is bad. */
export const ratings = pgTable(
  "ratings",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    value: integer("value").notNull(),
    comment: text("comment").notNull().default(""),
    ratedBy: text("rated_by").notNull().default(""),
    createdAt: createdAt(),
  },
  (table) => [
    index("ratings_run_idx").on(table.runId),
    index("ratings_workspace_idx").on(table.workspaceId, table.id),
  ],
);
