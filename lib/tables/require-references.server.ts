import "server-only";
import type { Database } from "#db/client.server.ts";
import { findTable, selectRows } from "#db/queries/tables.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { RowValues, TableColumn } from "./columns.ts";
import { toColumnMatch } from "./match.ts";

/** Refuses rows that point at a row of another table which is not there. */
export async function requireReferences(
  database: Database,
  workspaceId: string,
  table: { name: string; columns: TableColumn[] },
  rows: RowValues[],
): Promise<void> {
  for (const column of table.columns) {
    if (!column.references) continue;
    const wanted = new Set<string | number | boolean>();
    for (const row of rows) {
      const value = row[column.name] ?? null;
      if (value !== null) wanted.add(value);
    }
    if (wanted.size === 0) continue;
    // A table may point at itself: what comes in with the same rows counts.
    const { table: name, column: to } = column.references;
    if (name === table.name) for (const row of rows) wanted.delete(row[to] ?? "");
    const other = await findTable(database, workspaceId, name);
    const target = other?.columns.find((one) => one.name === to);
    for (const value of wanted) {
      const match = target && toColumnMatch(target, value);
      const found =
        other && match
          ? await selectRows(database, workspaceId, other.id, { matches: [match] }, { limit: 1 })
          : [];
      if (found.length > 0) continue;
      const message = `No row of ${name} has ${to} “${String(value)}”. Add it there first.`;
      throw new AppError("invalid_input", message, { details: [{ path: `values.${column.name}`, message }] });
    }
  }
}
