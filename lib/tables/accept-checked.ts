import { AppError } from "#lib/foundation/errors.ts";
import type { RowValues } from "./columns.ts";
import { type RowCheck, rowProblems } from "./row-checks.ts";

/** Today's date in UTC, as checks see it. */
export function todayInUtc(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The row when every check of its table lets it pass, or `invalid_input` that names the columns and says why. */
export function acceptChecked(
  table: { name: string; checks: readonly RowCheck[] },
  row: RowValues,
  before: RowValues | null,
  path: string,
): RowValues {
  if (table.checks.length === 0) return row;
  const details = rowProblems(table.checks, { row, before, today: todayInUtc() }, path);
  if (details.length === 0) return row;
  const why = details.map(({ message }) => message).join(" ");
  throw new AppError("invalid_input", `A check of the table ${table.name} refuses this row: ${why}`, {
    details: details.slice(0, 50),
  });
}
