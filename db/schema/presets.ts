import { index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, idColumn } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

/** A configured node kept by name for use in other blueprints, without secrets. */
export const presets = pgTable(
  "presets",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    kind: text("kind").notNull(),
    config: jsonb("config").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("presets_workspace_name_key").on(table.workspaceId, table.name),
    index("presets_workspace_idx").on(table.workspaceId, table.id),
  ],
);
