import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { runs } from "./runs.ts";
import { createdAt, idColumn, momentColumn } from "./shared-columns.ts";
import { users, workspaces } from "./workspaces.ts";

/** What members say to one another about a run or a step of it; the text of a deleted one is erased. */
export const runComments = pgTable(
  "run_comments",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    /** The event that began the step; null where the whole run is meant. */
    stepSeq: integer("step_seq"),
    authorId: text("author_id").notNull(),
    authorName: text("author_name").notNull(),
    text: text("text").notNull(),
    editedAt: momentColumn("edited_at"),
    deletedAt: momentColumn("deleted_at"),
    createdAt: createdAt(),
  },
  (table) => [index("run_comments_run_idx").on(table.workspaceId, table.runId, table.id)],
);

/** Who looks after a run; gone with the user. */
export const runAssignments = pgTable(
  "run_assignments",
  {
    runId: uuid("run_id")
      .primaryKey()
      .references(() => runs.id, { onDelete: "cascade" }),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    assignedBy: text("assigned_by").notNull(),
    assignedAt: createdAt(),
  },
  (table) => [index("run_assignments_user_idx").on(table.workspaceId, table.userId)],
);
