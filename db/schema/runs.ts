import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { blueprints } from "./blueprints.ts";
import { createdAt, idColumn, momentColumn, updatedAt } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

/** An end user who talks to a blueprint; `key` is whatever the caller knows them by. */
export const contacts = pgTable(
  "contacts",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    name: text("name").notNull().default(""),
    email: text("email").notNull().default(""),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("contacts_workspace_key").on(table.workspaceId, table.key)],
);

/** A thread with one contact. */
export const conversations = pgTable(
  "conversations",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    blueprintId: uuid("blueprint_id")
      .notNull()
      .references(() => blueprints.id, { onDelete: "cascade" }),
    contactId: uuid("contact_id"),
    channel: text("channel").notNull(),
    title: text("title").notNull().default(""),
    accessHash: text("access_hash"),
    /** What the outside calls this conversation, so that the same name comes back to the same thread. */
    externalKey: text("external_key"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("conversations_workspace_idx").on(table.workspaceId, table.updatedAt),
    uniqueIndex("conversations_external_key").on(table.blueprintId, table.channel, table.externalKey),
  ],
);

/** One activation of a blueprint; `document` is the draft snapshot it runs, null where `version` names an immutable one. */
export const runs = pgTable(
  "runs",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    blueprintId: uuid("blueprint_id")
      .notNull()
      .references(() => blueprints.id, { onDelete: "cascade" }),
    conversationId: uuid("conversation_id").notNull(),
    contactId: uuid("contact_id"),
    version: integer("version"),
    document: jsonb("document"),
    trigger: jsonb("trigger").notNull(),
    /** `live`, or `evaluation` for a run of a test case, which counts in nobody's figures. */
    purpose: text("purpose").notNull().default("live"),
    status: text("status").notNull(),
    answer: text("answer"),
    outcome: jsonb("outcome"),
    usage: jsonb("usage").notNull().default({}),
    error: jsonb("error"),
    /** The run this one forks, and from where and with what; null for an ordinary run. */
    forkOf: uuid("fork_of"),
    fork: jsonb("fork"),
    workerId: text("worker_id"),
    /** The audit entry that holds the digest of the log; null until then, and again when the log has grown. */
    sealedSeq: integer("sealed_seq"),
    cancelRequestedAt: momentColumn("cancel_requested_at"),
    createdAt: createdAt(),
    startedAt: momentColumn("started_at"),
    finishedAt: momentColumn("finished_at"),
  },
  (table) => [
    index("runs_workspace_idx").on(table.workspaceId, table.id),
    index("runs_blueprint_idx").on(table.blueprintId, table.id),
    index("runs_created_idx").on(table.workspaceId, table.createdAt),
    index("runs_conversation_idx").on(table.conversationId, table.id),
    index("runs_contact_idx").on(table.contactId, table.id),
    index("runs_status_idx").on(table.status, table.id),
    index("runs_unsealed_idx").on(table.id).where(sql`finished_at is not null and sealed_seq is null`),
  ],
);

/** The log of a run: durable events only, `seq` from 1 without gaps. */
export const runEvents = pgTable(
  "run_events",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    seq: integer("seq").notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    at: momentColumn("at").notNull(),
    event: jsonb("event").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.seq] }),
    // A run looks for the checkpoint of its conversation before it begins; nearly no event is one.
    index("run_events_compacted_idx").on(table.runId).where(sql`event->>'type' = 'context.compacted'`),
  ],
);

/** Results of a run's steps by name, stored before anything depends on them; a recovered run takes them from here. */
export const runSteps = pgTable(
  "run_steps",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    result: jsonb("result").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.name] })],
);

/** What the turn under way has streamed so far; dropped when its completed event is stored. */
export const runLive = pgTable("run_live", {
  runId: uuid("run_id").primaryKey(),
  nodeId: text("node_id").notNull(),
  turn: integer("turn").notNull(),
  text: text("text").notNull(),
  reasoning: text("reasoning").notNull(),
});

/** The ledger of actions: at most one row per run and idempotency key. */
export const actions = pgTable(
  "actions",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    nodeId: text("node_id").notNull(),
    ability: text("ability").notNull(),
    key: text("key").notNull(),
    arguments: jsonb("arguments").notNull(),
    status: text("status").notNull(),
    attempts: integer("attempts").notNull().default(0),
    result: jsonb("result"),
    error: jsonb("error"),
    undo: jsonb("undo"),
    startedAt: momentColumn("started_at"),
    finishedAt: momentColumn("finished_at"),
    undoneAt: momentColumn("undone_at"),
  },
  (table) => [uniqueIndex("actions_run_key").on(table.runId, table.key)],
);

/** Worker processes and their last sign of life. */
export const workers = pgTable("workers", {
  id: text("id").primaryKey(),
  capacity: integer("capacity").notNull(),
  running: integer("running").notNull().default(0),
  finished: integer("finished").notNull().default(0),
  startedAt: momentColumn("started_at").notNull(),
  heartbeatAt: momentColumn("heartbeat_at").notNull(),
  stoppedAt: momentColumn("stopped_at"),
});
