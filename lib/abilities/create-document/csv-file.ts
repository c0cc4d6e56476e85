import Papa from "papaparse";

type Cell = string | number | boolean | null;

/** Rows as CSV in which no cell is a formula to a spreadsheet. */
export function csvFile(columns: string[], rows: Cell[][]): string {
  return `${Papa.unparse(
    [columns, ...rows].map((row) => row.map(harmless)),
    { newline: "\r\n" },
  )}\r\n`;
}

/** Numbers stay numbers; text that would begin a formula, also behind spaces, gets an apostrophe in front. */
function harmless(cell: Cell): Cell {
  if (typeof cell !== "string") return cell;
  const isFormula =
    /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u.test(cell) && !/^[+-]?\d+(?:[.,]\d+)*$/.test(cell);
  return isFormula || /^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
}
