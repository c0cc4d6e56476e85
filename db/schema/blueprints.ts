import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, idColumn, momentColumn, updatedAt } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

/** A blueprint with its one draft; `draft` is parsed by the document schema on read, `revision` guards stale saves. */
export const blueprints = pgTable(
  "blueprints",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    draft: jsonb("draft").notNull(),
    revision: integer("revision").notNull().default(1),
    liveVersion: integer("live_version"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    deletedAt: momentColumn("deleted_at"),
  },
  (table) => [
    uniqueIndex("blueprints_slug_key").on(table.slug),
    index("blueprints_workspace_idx").on(table.workspaceId, table.updatedAt, table.id),
  ],
);

/** An immutable published version. */
export const blueprintVersions = pgTable(
  "blueprint_versions",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    blueprintId: uuid("blueprint_id")
      .notNull()
      .references(() => blueprints.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    document: jsonb("document").notNull(),
    note: text("note").notNull().default(""),
    createdBy: text("created_by").notNull().default(""),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("blueprint_versions_number_key").on(table.blueprintId, table.number)],
);

/** A webhook or schedule of a published blueprint that can start runs. */
export const triggers = pgTable(
  "triggers",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    blueprintId: uuid("blueprint_id")
      .notNull()
      .references(() => blueprints.id, { onDelete: "cascade" }),
    nodeId: text("node_id").notNull(),
    kind: text("kind").notNull(),
    token: text("token"),
    config: jsonb("config").notNull().default({}),
    enabled: integer("enabled").notNull().default(1),
    nextAt: momentColumn("next_at"),
    lastAt: momentColumn("last_at"),
    /** Why its last firing started nothing, in words for the author; null when it did. */
    lastError: text("last_error"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("triggers_node_key").on(table.blueprintId, table.nodeId),
    uniqueIndex("triggers_token_key").on(table.token),
    index("triggers_next_idx").on(table.nextAt),
  ],
);
