import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, idColumn, updatedAt } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

/** A small typed business table; `columns` and `checks` are parsed by `tableColumnsSchema` and `rowChecksSchema` on read. */
export const tables = pgTable(
  "tables",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    title: text("title").notNull(),
    columns: jsonb("columns").notNull(),
    checks: jsonb("checks").notNull().default([]),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex("tables_workspace_name_key").on(table.workspaceId, table.name)],
);

/** One row of a business table; `revision` rises with every change, so an undo can tell whether somebody changed it since. */
export const tableRows = pgTable(
  "table_rows",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    tableId: uuid("table_id")
      .notNull()
      .references(() => tables.id, { onDelete: "cascade" }),
    values: jsonb("values").notNull(),
    revision: integer("revision").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("table_rows_table_idx").on(table.tableId, table.id),
    index("table_rows_values_idx").using("gin", table.values),
  ],
);

/** Something remembered between conversations, under a scope such as a contact. */
export const memories = pgTable(
  "memories",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    blueprintId: uuid("blueprint_id").notNull(),
    scope: text("scope").notNull(),
    scopeId: text("scope_id").notNull(),
    key: text("key").notNull(),
    value: text("value").notNull(),
    /** Counts the values it has held, see `memory_versions`. */
    version: integer("version").notNull().default(1),
    runId: uuid("run_id"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("memories_scope_key").on(
      table.workspaceId,
      table.blueprintId,
      table.scope,
      table.scopeId,
      table.key,
    ),
  ],
);
