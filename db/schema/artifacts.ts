import { customType, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { runs } from "./runs.ts";
import { createdAt, idColumn } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** A document a run made; `key` is the action that made it. */
export const artifacts = pgTable(
  "artifacts",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    name: text("name").notNull(),
    mediaType: text("media_type").notNull(),
    size: integer("size").notNull(),
    sha256: text("sha256").notNull(),
    content: bytes("content").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("artifacts_run_key").on(table.runId, table.key),
    index("artifacts_workspace_idx").on(table.workspaceId, table.id),
  ],
);
