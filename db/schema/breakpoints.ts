import { index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { runs } from "./runs.ts";
import { createdAt, idColumn, momentColumn } from "./shared-columns.ts";

/** A test run paused at an action: `paused`, then `resumed` by a person or `expired`. */
export const breakpointPauses = pgTable(
  "breakpoint_pauses",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    nodeId: text("node_id").notNull(),
    actionId: text("action_id").notNull(),
    /** `before` the ability is called, or `after` it, before the model reads the result. */
    moment: text("moment").notNull(),
    status: text("status").notNull(),
    decision: jsonb("decision"),
    resumedBy: text("resumed_by"),
    expiresAt: momentColumn("expires_at").notNull(),
    resumedAt: momentColumn("resumed_at"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("breakpoint_pauses_run_action_key").on(table.runId, table.actionId, table.moment),
    index("breakpoint_pauses_workspace_idx").on(table.workspaceId, table.id),
  ],
);
