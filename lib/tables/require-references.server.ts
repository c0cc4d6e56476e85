import "server-only";
import type { Database } from "#db/client.server.ts";
import { findTable, firstWithoutRow, type StoredTable, selectRows } from "#db/queries/tables.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { CellValue, RowValues, TableColumn } from "./columns.ts";
import { type ColumnMatch, toColumnMatch } from "./match.ts";

const fewest = 10;
const most = 5000;

/** Refuses rows that point at a row of another table which is not there. */
export async function requireReferences(
  database: Database,
  workspaceId: string,
  table: { name: string; columns: TableColumn[] },
  rows: RowValues[],
): Promise<void> {
  for (const column of table.columns) {
    if (!column.references) continue;
    const wanted = new Set<NonNullable<CellValue>>();
    for (const row of rows) {
      const value = row[column.name] ?? null;
      if (value !== null) wanted.add(value);
    }
    // A table may point at itself: what comes in with the same rows counts.
    const { table: name, column: to } = column.references;
    if (name === table.name) for (const row of rows) wanted.delete(row[to] ?? "");
    if (wanted.size === 0) continue;
    const other = await findTable(database, workspaceId, name);
    const target = other?.columns.find((one) => one.name === to);
    const values = [...wanted];
    const missing =
      other && target
        ? await firstMissing(
            database,
            other,
            values.map((value) => toColumnMatch(target, value)),
          )
        : 0;
    if (missing === null) continue;
    const message = `No row of ${name} has ${to} “${String(values[missing])}”. Add it there first.`;
    throw new AppError("invalid_input", message, { details: [{ path: `values.${column.name}`, message }] });
  }
}

// A few are found by the index; many by reading the other table once for thousands of them.
async function firstMissing(
  database: Database,
  other: StoredTable,
  matches: ColumnMatch[],
): Promise<number | null> {
  const { workspaceId, id } = other;
  if (matches.length <= fewest) {
    for (const [at, match] of matches.entries()) {
      const found = await selectRows(database, workspaceId, id, { matches: [match] }, { limit: 1 });
      if (found.length === 0) return at;
    }
    return null;
  }
  for (let from = 0; from < matches.length; from += most) {
    const missing = await firstWithoutRow(database, workspaceId, id, matches.slice(from, from + most));
    if (missing !== null) return from + missing;
  }
  return null;
}
