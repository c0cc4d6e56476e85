import { AppError, type ErrorDetail } from "#lib/foundation/errors.ts";
import type { RowValues, TableColumn } from "./columns.ts";
import { parseCell } from "./parse-cell.ts";

/** A row's values judged by the columns, with one detail for each cell that is wrong. */
export type ParsedRow = { values: RowValues; problems: ErrorDetail[] };

/** Reads a whole row: every column gets a value or null, an unknown column is a problem. */
export function readRow(columns: TableColumn[], given: Record<string, unknown>, path: string): ParsedRow {
  const row = readChange(columns, given, path);
  for (const column of columns) {
    if (Object.hasOwn(given, column.name)) continue;
    if (column.required)
      row.problems.push({ path: `${path}.${column.name}`, message: "A value is required." });
    row.values[column.name] = null;
  }
  return row;
}

/** Reads only the columns that are given, for changing a row. */
export function readChange(columns: TableColumn[], given: Record<string, unknown>, path: string): ParsedRow {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const row: ParsedRow = { values: {}, problems: [] };
  for (const [name, value] of Object.entries(given)) {
    const column = byName.get(name);
    const cell = column
      ? parseCell(column, value)
      : { ok: false as const, message: "The table has no such column." };
    if (cell.ok) row.values[name] = cell.value;
    else row.problems.push({ path: `${path}.${name}`, message: cell.message });
  }
  return row;
}

/** The values of a parsed row, or `invalid_input` naming the first wrong cell and listing all. */
export function acceptRow(row: ParsedRow): RowValues {
  const [first] = row.problems;
  if (!first) return row.values;
  throw new AppError("invalid_input", `The row is not valid. ${first.path}: ${first.message}`, {
    details: row.problems.slice(0, 50),
  });
}
