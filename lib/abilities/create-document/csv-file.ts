import Papa from "papaparse";
import { toCellText } from "#lib/foundation/spreadsheet-text.ts";

type Cell = string | number | boolean | null;

/** Rows as CSV in which no cell is a formula to a spreadsheet. */
export function csvFile(columns: string[], rows: Cell[][]): string {
  return `${Papa.unparse(
    [columns, ...rows].map((row) => row.map(harmless)),
    { newline: "\r\n" },
  )}\r\n`;
}

function harmless(cell: Cell): Cell {
  const isNumber = typeof cell !== "string" || /^[+-]?\d+(?:[.,]\d+)*$/.test(cell);
  return isNumber ? cell : toCellText(cell);
}
