import "server-only";
import { type Database, database } from "#db/client.server.ts";
import {
  countRows,
  deleteTable as queryDelete,
  listTables as queryList,
  updateTable as queryUpdate,
  replaceValues,
  type StoredTable,
  selectRows,
} from "#db/queries/tables.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError, type ErrorDetail } from "#lib/foundation/errors.ts";
import { stableJson } from "#lib/foundation/stable-json.ts";
import type { RowValues, TableColumn } from "#lib/tables/columns.ts";
import { readRow } from "#lib/tables/parse-row.ts";
import { type RowCheck, renameInChecks, strayChecks } from "#lib/tables/row-checks.ts";
import { requireTable, createTable as storeTable } from "#lib/tables/store.server.ts";
import { presentTable } from "./present-table.ts";

/** A page of the workspace's tables. */
export async function listTables(actor: Actor, query: { limit: number; cursor?: string | undefined }) {
  authorize(actor, "read");
  const { limit, cursor } = query;
  const rows = await queryList(database(), actor.workspaceId, { limit, ...(cursor ? { cursor } : {}) });
  const page = toPage(rows, limit);
  return { ...page, items: page.items.map((table) => presentTable(table, table.rowCount)) };
}

/** One table by name. */
export async function getTable(actor: Actor, name: string) {
  authorize(actor, "read");
  const table = await requireTable(database(), actor.workspaceId, name);
  return presentTable(table, await countRows(database(), actor.workspaceId, table.id));
}

/** Creates an empty table. */
export async function createTable(
  actor: Actor,
  given: {
    name: string;
    title?: string | undefined;
    columns: TableColumn[];
    checks?: RowCheck[] | undefined;
  },
) {
  authorize(actor, "table.write");
  const { name, columns, checks = [] } = given;
  assertChecks(checks, columns);
  const title = given.title ?? name;
  return await database().transaction(async (tx) => {
    const table = await storeTable(tx, actor.workspaceId, { name, title, columns, checks });
    const after = { name, title, columns, checks };
    await recordAudit(tx, actor, { action: "table.created", noun: "table", nounId: table.id, after });
    return presentTable(table, 0);
  });
}

/** Changes title, columns or checks; values of renamed columns move, those of dropped ones go, those of changed ones are read anew. */
export async function updateTable(
  actor: Actor,
  name: string,
  change: {
    title?: string | undefined;
    columns?: TableColumn[] | undefined;
    checks?: RowCheck[] | undefined;
    renames?: Record<string, string> | undefined;
  },
) {
  authorize(actor, "table.write");
  return await database().transaction(async (tx) => {
    const before = await requireTable(tx, actor.workspaceId, name, true);
    const title = change.title ?? before.title;
    const columns = change.columns ?? before.columns;
    const renames = new Map(Object.entries(change.renames ?? {}));
    assertRenames(renames, before.columns, columns);
    const checks = change.checks ?? renameInChecks(before.checks, renames);
    assertChecks(checks, columns);
    if (change.columns) await fitRows(tx, before, change.columns, renames);
    const table = await queryUpdate(tx, actor.workspaceId, before.id, { title, columns, checks });
    if (!table) throw new AppError("internal", "The table was not stored.");
    await recordAudit(tx, actor, {
      action: "table.updated",
      noun: "table",
      nounId: table.id,
      before: { title: before.title, columns: before.columns, checks: before.checks },
      after: { title, columns, checks, ...(renames.size > 0 ? { renames: change.renames } : {}) },
    });
    return presentTable(table, await countRows(tx, actor.workspaceId, table.id));
  });
}

/** Removes a table with its rows. */
export async function deleteTable(actor: Actor, name: string): Promise<void> {
  authorize(actor, "table.write");
  await database().transaction(async (tx) => {
    const { id, title, columns } = await requireTable(tx, actor.workspaceId, name, true);
    const rowCount = await countRows(tx, actor.workspaceId, id);
    await queryDelete(tx, actor.workspaceId, id);
    const before = { name, title, columns, rowCount };
    await recordAudit(tx, actor, { action: "table.deleted", noun: "table", nounId: id, before });
  });
}

function assertChecks(checks: RowCheck[], columns: TableColumn[]): void {
  const details = strayChecks(checks, columns);
  const [first] = details;
  if (first) throw new AppError("invalid_input", first.message, { details });
}

function assertRenames(renames: Map<string, string>, before: TableColumn[], after: TableColumn[]): void {
  const has = (columns: TableColumn[], name: string) => columns.some((column) => column.name === name);
  const refuse = (from: string, message: string) =>
    new AppError("invalid_input", message, { details: [{ path: `renames.${from}`, message }] });
  for (const [from, to] of renames) {
    if (!has(before, from)) throw refuse(from, `The table has no column "${from}" to rename.`);
    if (!has(after, to))
      throw refuse(from, `"${from}" is to be called "${to}", which is not among the new columns.`);
  }
  if (new Set(renames.values()).size < renames.size)
    throw new AppError("invalid_input", "Two columns cannot get the same name.");
}

/** A row's values under the new names; what has no column any more is left out. */
function carryOver(values: RowValues, names: Set<string>, renames: Map<string, string>): RowValues {
  const taken = new Set(renames.values());
  const kept = Object.entries(values).flatMap(([name, value]): [string, RowValues[string]][] => {
    const now = renames.get(name) ?? (taken.has(name) ? undefined : name);
    return now !== undefined && names.has(now) ? [[now, value]] : [];
  });
  return Object.fromEntries(kept);
}

async function fitRows(
  tx: Database,
  table: StoredTable,
  columns: TableColumn[],
  renames: Map<string, string>,
): Promise<void> {
  const names = new Set(columns.map((column) => column.name));
  const problems: ErrorDetail[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = { limit: 1000, lock: true, ...(cursor ? { cursor } : {}) };
    const rows = await selectRows(tx, table.workspaceId, table.id, {}, page);
    const changed: { id: string; values: RowValues }[] = [];
    for (const row of rows) {
      const fitted = readRow(columns, carryOver(row.values, names, renames), `rows.${row.id}`);
      problems.push(...fitted.problems);
      if (fitted.problems.length > 0 || stableJson(fitted.values) === stableJson(row.values)) continue;
      changed.push({ id: row.id, values: fitted.values });
    }
    if (problems.length === 0) await replaceValues(tx, table.workspaceId, table.id, changed);
    cursor = rows.at(-1)?.id;
    if (rows.length < 1000 || problems.length >= 20) break;
  }
  if (problems.length === 0) return;
  throw new AppError("conflict", "Rows of this table do not fit the new columns. Change the rows first.", {
    details: problems.slice(0, 20),
  });
}
