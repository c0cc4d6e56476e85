import "server-only";
import type { Database } from "#db/client.server.ts";
import {
  countRows,
  deleteRows,
  findRow,
  findTable,
  insertTable,
  type RowFilter,
  replaceRow,
  type StoredRow,
  type StoredTable,
  selectRows,
  insertRows as storeRows,
} from "#db/queries/tables.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { stableJson } from "#lib/foundation/stable-json.ts";
import { acceptChecked } from "./accept-checked.ts";
import type { RowValues, TableColumn } from "./columns.ts";
import { toColumnMatch } from "./match.ts";
import { acceptRow, readChange, readRow } from "./parse-row.ts";
import { requireReferences } from "./require-references.server.ts";
import type { RowCheck } from "./row-checks.ts";

/** The most rows one table may hold. */
export const mostRows = 100_000;

/** A change of one row with what its undo needs: `before` is null for a new row, `after` for a removed one. */
export type RowChange = {
  rowId: string;
  before: RowValues | null;
  after: RowValues | null;
  revision: number;
};

/** The table, or `not_found`. */
export async function requireTable(
  database: Database,
  workspaceId: string,
  name: string,
  lock = false,
): Promise<StoredTable> {
  const table = await findTable(database, workspaceId, name, lock);
  if (!table) throw new AppError("not_found", `There is no table "${name}" in this workspace.`);
  return table;
}

/** Stores a table with its first rows, in the caller's transaction; the rows are judged by the columns. */
export async function createTable(
  database: Database,
  workspaceId: string,
  given: {
    name: string;
    title: string;
    columns: TableColumn[];
    checks?: RowCheck[];
    rows?: Record<string, unknown>[];
  },
): Promise<StoredTable> {
  const { rows = [], ...rest } = given;
  const table = await insertTable(database, workspaceId, rest);
  if (!table)
    throw new AppError("conflict", `A table named "${given.name}" already exists. Choose another name.`);
  await insertRows(database, workspaceId, table, rows);
  return table;
}

/** Stores many rows after judging each, all or none. */
export async function insertRows(
  database: Database,
  workspaceId: string,
  table: StoredTable,
  rows: Record<string, unknown>[],
): Promise<StoredRow[]> {
  if (rows.length === 0) return [];
  const values = rows.map((row, index) => {
    const path = `rows.${index}`;
    return acceptChecked(table, acceptRow(readRow(table.columns, row, path)), null, path);
  });
  await refuseOverflow(database, workspaceId, table, values.length);
  await requireReferences(database, workspaceId, table, values);
  return await storeRows(database, workspaceId, table.id, values);
}

/** Turns loose column values and a free text into a filter; an unknown column is `invalid_input`. */
export function toRowFilter(
  columns: TableColumn[],
  match: Record<string, unknown>,
  text?: string,
): RowFilter {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const matches = Object.entries(match).map(([name, asked]) => {
    const column = byName.get(name);
    if (!column) {
      const known = columns.map((each) => each.name).join(", ");
      throw new AppError("invalid_input", `The table has no column "${name}". It has: ${known}.`, {
        details: [{ path: name, message: "The table has no such column." }],
      });
    }
    return toColumnMatch(column, asked);
  });
  const words = (text ?? "")
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, 10);
  return { matches, words };
}

/** The values of rows that match loosely (see `match.ts`). */
export async function findRows(
  database: Database,
  workspaceId: string,
  tableName: string,
  match: Record<string, unknown>,
  options: { text?: string; limit: number },
): Promise<Record<string, unknown>[]> {
  const table = await requireTable(database, workspaceId, tableName);
  const filter = toRowFilter(table.columns, match, options.text);
  const rows = await selectRows(database, workspaceId, table.id, filter, { limit: options.limit });
  return rows.map((row) => ({ ...row.values }));
}

/** Adds one row. */
export async function insertRow(
  database: Database,
  workspaceId: string,
  tableName: string,
  values: Record<string, unknown>,
): Promise<RowChange> {
  const table = await requireTable(database, workspaceId, tableName);
  const given = acceptRow(readRow(table.columns, values, "values"));
  const accepted = acceptChecked(table, given, null, "values");
  await refuseOverflow(database, workspaceId, table, 1);
  await requireReferences(database, workspaceId, table, [accepted]);
  const [row] = await storeRows(database, workspaceId, table.id, [accepted]);
  if (!row) throw new AppError("internal", "The row was not stored.");
  return { rowId: row.id, before: null, after: row.values, revision: row.revision };
}

/** Changes the one row that matches loosely; none is `not_found`, several are `conflict`. */
export async function updateRow(
  database: Database,
  workspaceId: string,
  tableName: string,
  match: Record<string, unknown>,
  values: Record<string, unknown>,
): Promise<{ before: RowValues; after: RowValues; rowId: string; revision: number }> {
  const table = await requireTable(database, workspaceId, tableName);
  const filter = toRowFilter(table.columns, match);
  if (Object.keys(match).length === 0)
    throw new AppError("invalid_input", "Say which row to change by at least one column.");
  return await database.transaction(async (tx) => {
    const rows = await selectRows(tx, workspaceId, table.id, filter, { limit: 2, lock: true });
    const [row, second] = rows;
    const asked = Object.entries(match)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(", ");
    if (!row) throw new AppError("not_found", `No row of ${tableName} has ${asked}.`);
    if (second)
      throw new AppError(
        "conflict",
        `Several rows of ${tableName} have ${asked}. Say which by another column.`,
      );
    return await changeRow(tx, workspaceId, table, row, values);
  });
}

/** Changes a row that is at hand; with `revision` only when nobody changed it since. */
export async function changeRow(
  database: Database,
  workspaceId: string,
  table: StoredTable,
  row: StoredRow,
  values: Record<string, unknown>,
  revision?: number,
): Promise<{ before: RowValues; after: RowValues; rowId: string; revision: number }> {
  const change = acceptRow(readChange(table.columns, values, "values"));
  const after = acceptChecked(table, { ...row.values, ...change }, row.values, "values");
  await requireReferences(database, workspaceId, table, [change]);
  const stored = await replaceRow(database, workspaceId, table.id, row.id, after, revision);
  if (!stored) throw changedSince();
  return { before: row.values, after: stored.values, rowId: row.id, revision: stored.revision };
}

/**
 * Puts a row back as it was (`before` null removes it); `conflict` when it is neither the revision the change left nor
 * holds what it left: a later change of the same run that was undone first leaves the same values under another revision.
 * What stood there before is not judged by the checks again.
 */
export async function restoreRow(
  database: Database,
  workspaceId: string,
  tableName: string,
  change: Omit<RowChange, "before" | "after"> & Record<"before" | "after", Record<string, unknown> | null>,
): Promise<void> {
  const { rowId, before, after } = change;
  const table = await requireTable(database, workspaceId, tableName);
  const now = await findRow(database, workspaceId, table.id, rowId);
  const isAsLeft = now?.revision === change.revision || (now && stableJson(now.values) === stableJson(after));
  if (!now || !isAsLeft) throw changedSince();
  if (before === null) {
    const removed = await deleteRows(database, workspaceId, table.id, [rowId], now.revision);
    if (removed === 0) throw changedSince();
    return;
  }
  const values = acceptRow(readRow(table.columns, before, "before"));
  const restored = await replaceRow(database, workspaceId, table.id, rowId, values, now.revision);
  if (!restored) throw changedSince();
}

/** The row, or `not_found`. */
export async function requireRow(
  database: Database,
  workspaceId: string,
  table: StoredTable,
  id: string,
  lock = false,
): Promise<StoredRow> {
  const row = await findRow(database, workspaceId, table.id, id, lock);
  if (!row) throw new AppError("not_found", `The table ${table.name} has no such row.`);
  return row;
}

/** Refuses with `limit_reached` when so many more rows do not fit. */
export async function refuseOverflow(
  database: Database,
  workspaceId: string,
  table: StoredTable,
  more: number,
): Promise<void> {
  const count = await countRows(database, workspaceId, table.id);
  if (count + more <= mostRows) return;
  throw new AppError("limit_reached", `A table holds at most ${mostRows} rows; ${table.name} has ${count}.`);
}

function changedSince(): AppError {
  return new AppError(
    "conflict",
    "The row was changed or removed since. Nothing was done; look at it first.",
  );
}
