import type { StoredTable } from "#db/queries/tables.server.ts";

/** A table as the API answers it. */
export function presentTable(table: StoredTable, rowCount: number) {
  const { createdAt, updatedAt } = table;
  return { ...table, rowCount, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
