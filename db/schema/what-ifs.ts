import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { blueprints } from "./blueprints.ts";
import { createdAt, idColumn, momentColumn } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

/** A change tried on past runs; `document` is what they run instead, null where each runs its own with the changes. */
export const whatIfs = pgTable(
  "what_ifs",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    blueprintId: uuid("blueprint_id")
      .notNull()
      .references(() => blueprints.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** `same`, `draft`, or the number of a version as text. */
    against: text("against").notNull(),
    document: jsonb("document"),
    changes: jsonb("changes").notNull(),
    status: text("status").notNull(),
    startedBy: text("started_by").notNull(),
    cancelRequestedAt: momentColumn("cancel_requested_at"),
    createdAt: createdAt(),
    finishedAt: momentColumn("finished_at"),
  },
  (table) => [
    index("what_ifs_blueprint_idx").on(table.workspaceId, table.blueprintId, table.id),
    index("what_ifs_status_idx").on(table.status, table.id),
  ],
);

/** One past run of a what-if; `forkId` is noted before the fork is stored, so that a crash repeats it under one id. */
export const whatIfRuns = pgTable(
  "what_if_runs",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    whatIfId: uuid("what_if_id")
      .notNull()
      .references(() => whatIfs.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    parentId: uuid("parent_id").notNull(),
    forkId: uuid("fork_id"),
    status: text("status").notNull(),
    error: text("error"),
    leaseUntil: momentColumn("lease_until"),
  },
  (table) => [
    index("what_if_runs_idx").on(table.whatIfId, table.position),
    index("what_if_runs_workspace_idx").on(table.workspaceId, table.status),
  ],
);
