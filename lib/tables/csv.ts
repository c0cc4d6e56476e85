import Papa from "papaparse";
import type { ErrorDetail } from "#lib/foundation/errors.ts";
import { fromCellText, toCellText } from "#lib/foundation/spreadsheet-text.ts";
import type { RowValues, TableColumn } from "./columns.ts";
import { readRow } from "./parse-row.ts";
import { type RowCheck, rowProblems } from "./row-checks.ts";

/** A CSV file judged by a table's columns; row numbers count the header as row 1. */
export type ReadCsv = { rows: RowValues[]; problems: ErrorDetail[] };

/** Reads CSV text against the columns and checks; headers are column names or titles in any case. */
export function readTableCsv(
  columns: TableColumn[],
  text: string,
  checks: readonly RowCheck[] = [],
  today = "",
): ReadCsv {
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: "greedy" });
  const broken = parsed.errors.filter((error) => error.type === "Quotes");
  if (broken.length > 0) {
    const problems = broken.map((error) => ({
      path: `rows.${(error.row ?? 0) + 1}`,
      message: error.message,
    }));
    return { rows: [], problems };
  }
  const [header, ...records] = parsed.data;
  if (!header) return { rows: [], problems: [{ path: "file", message: "The file has no header row." }] };
  const { names, problems } = readHeader(columns, header);
  if (problems.length > 0) return { rows: [], problems };
  const result: ReadCsv = { rows: [], problems: [] };
  for (const [index, record] of records.entries()) {
    const path = `rows.${index + 2}`;
    if (record.length !== names.length) {
      const message = `Has ${record.length} fields, the header has ${names.length}.`;
      result.problems.push({ path, message });
      continue;
    }
    const given = Object.fromEntries(names.map((name, at) => [name, fromCellText(record[at] ?? "")]));
    const row = readRow(columns, given, path);
    if (row.problems.length === 0)
      row.problems.push(...rowProblems(checks, { row: row.values, before: null, today }, path));
    if (row.problems.length > 0) result.problems.push(...row.problems);
    else result.rows.push(row.values);
  }
  return result;
}

/** The header line of an export. */
export function csvHeader(columns: TableColumn[]): string {
  return `${Papa.unparse([columns.map((column) => column.name)])}\r\n`;
}

/** Rows as CSV lines; text a spreadsheet would run as a formula gets a leading apostrophe, which an import removes. */
export function csvLines(columns: TableColumn[], rows: RowValues[]): string {
  if (rows.length === 0) return "";
  const records = rows.map((row) => columns.map((column) => formatCell(row[column.name] ?? null)));
  return `${Papa.unparse(records)}\r\n`;
}

function formatCell(value: RowValues[string]): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? toCellText(value) : String(value);
}

function readHeader(columns: TableColumn[], header: string[]): { names: string[]; problems: ErrorDetail[] } {
  const names: string[] = [];
  const problems: ErrorDetail[] = [];
  for (const [index, cell] of header.entries()) {
    const wanted = cell.trim().toLowerCase();
    const column = columns.find((each) => each.name === wanted || each.title?.toLowerCase() === wanted);
    if (!column)
      problems.push({
        path: `header.${index + 1}`,
        message: `The table has no column "${cell.slice(0, 80)}".`,
      });
    else if (names.includes(column.name))
      problems.push({ path: `header.${index + 1}`, message: `${column.name} comes twice.` });
    else names.push(column.name);
  }
  return { names, problems };
}
