import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { blueprints } from "./blueprints.ts";
import { conversations, runs } from "./runs.ts";
import { createdAt, idColumn, momentColumn } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

/** A run that an agent put off until later, in the same conversation; `key` is the action that asked for it. */
export const followUps = pgTable(
  "follow_ups",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    blueprintId: uuid("blueprint_id")
      .notNull()
      .references(() => blueprints.id, { onDelete: "cascade" }),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    triggerNodeId: text("trigger_node_id").notNull(),
    /** `live` or `draft`: what the run that asked was of. */
    version: text("version").notNull(),
    text: text("text").notNull(),
    dueAt: momentColumn("due_at").notNull(),
    state: text("state").notNull().default("pending"),
    startedRunId: uuid("started_run_id"),
    error: text("error"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("follow_ups_run_key").on(table.runId, table.key),
    index("follow_ups_due_idx").on(table.state, table.dueAt),
    index("follow_ups_conversation_idx").on(table.conversationId),
    index("follow_ups_workspace_idx").on(table.workspaceId, table.id),
  ],
);
