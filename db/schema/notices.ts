import { index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { runs } from "./runs.ts";
import { createdAt, idColumn, momentColumn } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

/** Words a run left for members; `role` is null where everybody or one member is meant, `key` the action that wrote it. */
export const notices = pgTable(
  "notices",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    role: text("role"),
    /** The one user it is for; null where the role says who is meant. */
    recipientId: text("recipient_id"),
    /** The place on the run's page it speaks of. */
    anchor: text("anchor"),
    title: text("title").notNull(),
    text: text("text").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("notices_run_key").on(table.runId, table.key),
    index("notices_workspace_idx").on(table.workspaceId, table.id),
  ],
);

/** Who has read a notice; `readerId` is a member's or a token's id. */
export const noticeReads = pgTable(
  "notice_reads",
  {
    noticeId: uuid("notice_id")
      .notNull()
      .references(() => notices.id, { onDelete: "cascade" }),
    readerId: text("reader_id").notNull(),
    readAt: momentColumn("read_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.noticeId, table.readerId] })],
);
