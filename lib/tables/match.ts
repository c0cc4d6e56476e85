import type { CellValue, TableColumn } from "./columns.ts";
import { parseCell } from "./parse-cell.ts";

/** How one column is compared: any of these values exactly, or any of these texts in lower case. */
export type ColumnMatch = { column: string } & (
  | { exactly: CellValue[] }
  | { loosely: string[] }
  | { empty: true }
);

/**
 * What a person or model wrote, as comparisons a table can make: `#1042`, `Order 1042` and 1042 mean the
 * same, upper and lower case do not matter. No comparison at all means that nothing can match.
 */
export function toColumnMatch(column: TableColumn, asked: unknown): ColumnMatch {
  if (asked === null || asked === "") return { column: column.name, empty: true };
  const spellings = spellingsOf(asked);
  if (column.type === "text")
    return { column: column.name, loosely: spellings.map((text) => text.toLowerCase()) };
  const optional = { ...column, required: false };
  const values = spellings.flatMap((spelling) => {
    const cell = parseCell(optional, spelling);
    return cell.ok && cell.value !== null ? [cell.value] : [];
  });
  return { column: column.name, exactly: [...new Set(values)] };
}

/** The given text and, where it ends in an identifier with a number, that identifier without the words before. */
export function spellingsOf(asked: unknown): string[] {
  const text = String(asked).trim().replaceAll(/\s+/g, " ");
  const bare = text
    .replace(/^[#№\s]+/, "")
    .replace(/^(?:\p{L}+ )?(?:number|no|nr|num|id|ref)?[.:]? ?[#№:]? ?(?=\S*\d)/iu, "")
    .replace(/(?<![.?!,;])[.?!,;]+$/, "");
  return [...new Set([text, bare].filter((spelling) => spelling !== ""))];
}
