import { sql } from "drizzle-orm";
import { pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, idColumn, updatedAt } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

/** A view of the analytics page that people of a workspace come back to: a name for what stands in its address. */
export const analyticsViews = pgTable(
  "analytics_views",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    query: text("query").notNull(),
    savedBy: text("saved_by").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex("analytics_views_name_key").on(table.workspaceId, sql`lower(${table.name})`)],
);
