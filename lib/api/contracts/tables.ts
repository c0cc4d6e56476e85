import { z } from "zod";
import { defineContract } from "#lib/api/contract.ts";
import { pageOf, pageQuery } from "#lib/api/pagination.ts";
import {
  columnNameSchema,
  givenValuesSchema,
  tableColumnSchema,
  tableColumnsSchema,
  tableNameSchema,
} from "#lib/tables/columns.ts";
import { rowCheckSchema, rowChecksSchema } from "#lib/tables/row-checks.ts";

const tag = "tables";
const tableParams = z.strictObject({ name: z.string().min(1).max(64) });
const rowParams = z.strictObject({ name: z.string().min(1).max(64), id: z.uuid() });

/** A table with its columns and the checks every row must meet. */
export const tableSchema = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  columns: z.array(tableColumnSchema),
  checks: z.array(rowCheckSchema),
  rowCount: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** A row; `revision` rises with every change. */
export const rowSchema = z.object({
  id: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  revision: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** Lists tables. */
export const listTablesContract = defineContract({
  method: "GET",
  path: "/api/v1/tables",
  summary: "List tables",
  tag,
  query: pageQuery,
  response: pageOf(tableSchema),
});

/** Creates an empty table. */
export const createTableContract = defineContract({
  method: "POST",
  path: "/api/v1/tables",
  summary: "Create a table",
  tag,
  body: z.strictObject({
    name: tableNameSchema,
    title: z.string().trim().min(1).max(120).optional(),
    columns: tableColumnsSchema,
    checks: rowChecksSchema.optional(),
  }),
  response: tableSchema,
  status: 201,
  idempotent: true,
});

/** Creates a bundled set of tables that refer to each other; tables that exist are left as they are. */
export const createTableSetContract = defineContract({
  method: "POST",
  path: "/api/v1/table-sets",
  summary: "Create a bundled set of tables, such as a CRM; existing tables are kept as they are",
  tag,
  body: z.strictObject({
    set: z.enum(["crm"]),
    /** Fills new tables with example rows. */
    withExamples: z.boolean().default(false),
  }),
  response: z.object({ tables: z.array(z.object({ table: tableSchema, created: z.boolean() })) }),
  status: 201,
  idempotent: true,
});

/** Reads a table. */
export const getTableContract = defineContract({
  method: "GET",
  path: "/api/v1/tables/{name}",
  summary: "Read a table's columns",
  tag,
  params: tableParams,
  response: tableSchema,
});

/** Changes title, columns or checks; every row must fit the new columns, and `renames` says which old column lives on under which name. */
export const updateTableContract = defineContract({
  method: "PATCH",
  path: "/api/v1/tables/{name}",
  summary:
    "Change a table's title, columns (renaming some) or row checks; refused while a row does not fit the columns",
  tag,
  params: tableParams,
  body: z.strictObject({
    title: z.string().trim().min(1).max(120).optional(),
    columns: tableColumnsSchema.optional(),
    /** Replaces all checks; rows that are there are judged when they are next written. */
    checks: rowChecksSchema.optional(),
    /** Old names to new ones; an old column that is in neither is dropped with its values. */
    renames: z.record(z.string(), columnNameSchema).optional(),
  }),
  response: tableSchema,
});

/** Tries checks on the stored rows and on one row that is only given; nothing is stored. */
export const tryChecksContract = defineContract({
  method: "POST",
  path: "/api/v1/tables/{name}/checks/try",
  summary: "Try row checks on the stored rows, and on a row as it would be written",
  tag,
  params: tableParams,
  body: z.strictObject({
    checks: rowChecksSchema,
    /** A new row, or with `rowId` the columns of that row to change. */
    values: givenValuesSchema.optional(),
    rowId: z.uuid().optional(),
  }),
  response: z.object({
    /** How many stored rows were looked at, and those that break a check as they stand. */
    tried: z.number(),
    broken: z.array(
      z.object({ rowId: z.string(), label: z.string(), check: z.number(), message: z.string() }),
    ),
    /** What is wrong with the given row; null when none was given. */
    problems: z.array(z.object({ path: z.string(), message: z.string() })).nullable(),
  }),
});

/** Removes a table with its rows. */
export const deleteTableContract = defineContract({
  method: "DELETE",
  path: "/api/v1/tables/{name}",
  summary: "Delete a table with its rows",
  tag,
  params: tableParams,
  response: z.void(),
  status: 204,
});

/** Lists rows; any further query parameter is a column to match. */
export const listRowsContract = defineContract({
  method: "GET",
  path: "/api/v1/tables/{name}/rows",
  summary: "List rows; filter by column=value, by ?where= (JSON) and by words in ?q=",
  tag,
  params: tableParams,
  query: z
    .object({
      ...pageQuery.shape,
      q: z.string().max(500).optional(),
      where: z.string().max(4000).optional(),
    })
    .catchall(z.string().max(500)),
  response: pageOf(rowSchema),
});

/** Adds a row. */
export const addRowContract = defineContract({
  method: "POST",
  path: "/api/v1/tables/{name}/rows",
  summary: "Add a row",
  tag,
  params: tableParams,
  body: z.strictObject({ values: givenValuesSchema }),
  response: rowSchema,
  status: 201,
  idempotent: true,
});

/** Reads a row. */
export const getRowContract = defineContract({
  method: "GET",
  path: "/api/v1/tables/{name}/rows/{id}",
  summary: "Read a row",
  tag,
  params: rowParams,
  response: rowSchema,
});

/** Changes the given columns of a row; with `revision` only when it is still the newest. */
export const updateRowContract = defineContract({
  method: "PATCH",
  path: "/api/v1/tables/{name}/rows/{id}",
  summary: "Change a row",
  tag,
  params: rowParams,
  body: z.strictObject({ values: givenValuesSchema, revision: z.number().int().min(1).optional() }),
  response: rowSchema,
});

/** Removes a row. */
export const deleteRowContract = defineContract({
  method: "DELETE",
  path: "/api/v1/tables/{name}/rows/{id}",
  summary: "Delete a row",
  tag,
  params: rowParams,
  response: z.void(),
  status: 204,
});

/** Streams all rows as CSV. */
export const exportTableContract = defineContract({
  method: "GET",
  path: "/api/v1/tables/{name}/export",
  summary: "Export all rows as CSV (text/csv)",
  tag,
  params: tableParams,
  response: z.string(),
});

/** Adds rows from CSV: a multipart file, a text/csv body, or JSON. */
export const importTableContract = defineContract({
  method: "POST",
  path: "/api/v1/tables/{name}/import",
  summary: "Add rows from CSV; all or none unless ?partial=true",
  tag,
  params: tableParams,
  query: z.strictObject({ partial: z.enum(["true", "false"]).default("false") }),
  body: z.strictObject({ csv: z.string().min(1) }).optional(),
  response: z.object({
    imported: z.number(),
    rejected: z.array(z.object({ path: z.string(), message: z.string() })),
  }),
  status: 201,
  idempotent: true,
  maxBodyBytes: 11 * 1024 * 1024,
});
