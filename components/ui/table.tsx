import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** A column: `cell` draws it, `align: "end"` sets figures in tabular form at the right. */
export type Column<Row> = {
  id: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  width?: string;
  /** Left out on narrow screens. */
  wide?: boolean;
};

/** Rows with hairlines; it scrolls sideways inside itself rather than widening the page. */
export function Table<Row>({
  label,
  columns,
  rows,
  rowKey,
}: {
  /** Names the table for screen readers. */
  label: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}) {
  return (
    // What is hidden for the eye is placed absolutely; it must scroll with the rows, not widen the page.
    <div className="relative overflow-x-auto">
      <table aria-label={label} className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-line border-b text-left text-muted text-xs">
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                style={{ width: column.width }}
                className={classNames(
                  "h-9 whitespace-nowrap px-4 font-normal max-md:px-2.5 max-md:first:pl-4 max-md:last:pr-4",
                  column.align === "end" && "text-right",
                  column.wide && "max-md:hidden",
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className="group border-line border-b transition-colors last:border-b-0 hover:bg-hover/60"
            >
              {columns.map((column) => (
                <td
                  key={column.id}
                  className={classNames(
                    "h-11 px-4 py-1.5 max-md:px-2.5 max-md:first:pl-4 max-md:last:pr-4",
                    column.align === "end" && "text-right tabular-nums",
                    column.wide && "max-md:hidden",
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
