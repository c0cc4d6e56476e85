// Also behind spaces, and as the wide signs some spreadsheets read alike.
const formula = /^'*\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u;
const disarmed = /^'+\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** Text as a CSV cell: what a spreadsheet would run as a formula gets an apostrophe in front. */
export function toCellText(text: string): string {
  return formula.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}

/** The text of a cell that {@link toCellText} wrote. */
export function fromCellText(cell: string): string {
  return disarmed.test(cell) || /^'+[\t\r\n]/.test(cell) ? cell.slice(1) : cell;
}
