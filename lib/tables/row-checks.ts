import { z } from "zod";
import { celProblem, evaluateCel } from "#lib/foundation/cel.ts";
import type { ErrorDetail } from "#lib/foundation/errors.ts";
import type { RowValues } from "./columns.ts";

/** A condition every row must meet whoever writes it, and what is said when it does not. */
export const rowCheckSchema = z.strictObject({
  when: z
    .string()
    .trim()
    .min(1, "Write the condition.")
    .max(1000)
    .superRefine((expression, context) => {
      const problem = expression === "" ? null : celProblem(expression);
      if (problem) context.addIssue({ code: "custom", message: `The condition cannot be read: ${problem}` });
    }),
  message: z.string().trim().min(1, "Say what is wrong when it does not hold.").max(300),
});

/** See {@link rowCheckSchema}. */
export type RowCheck = z.output<typeof rowCheckSchema>;

/** The checks of a table. */
export const rowChecksSchema = z.array(rowCheckSchema).max(30);

/** A row on its way in: `before` is null for a new one, `today` the date in UTC. */
export type JudgedRow = { row: RowValues; before: RowValues | null; today: string };

/** What one check says of one row; a condition that cannot be told does not hold. */
export function judgeRow(check: RowCheck, { row, before, today }: JudgedRow): string | null {
  const result = evaluateCel(check.when, { row, before, today });
  if (result.ok) return result.value ? null : check.message;
  return `${check.message} (The check cannot be told: ${result.problem})`;
}

/** What all checks have against a row, each at the column it is about. */
export function rowProblems(checks: readonly RowCheck[], judged: JudgedRow, path: string): ErrorDetail[] {
  return checks.flatMap((check) => {
    const message = judgeRow(check, judged);
    return message === null ? [] : [{ path: `${path}${atColumn(check, judged)}`, message }];
  });
}

/** The columns a condition names, in order. */
export function columnsOf(expression: string): string[] {
  return [
    ...new Set(
      [...expression.matchAll(/\b(?:row|before)\.([a-z][a-z0-9_]*)/g)].map(([, name]) => name ?? ""),
    ),
  ];
}

/** The same checks after columns got other names. */
export function renameInChecks(
  checks: readonly RowCheck[],
  renames: ReadonlyMap<string, string>,
): RowCheck[] {
  return checks.map((check) => ({
    ...check,
    when: check.when.replace(
      /\b(row|before)\.([a-z][a-z0-9_]*)/g,
      (_whole, side: string, name: string) => `${side}.${renames.get(name) ?? name}`,
    ),
  }));
}

/** Checks that name a column the table does not have. */
export function strayChecks(
  checks: readonly RowCheck[],
  columns: readonly { name: string }[],
): ErrorDetail[] {
  const known = new Set(columns.map(({ name }) => name));
  return checks.flatMap((check, index) => {
    const stray = columnsOf(check.when).find((name) => !known.has(name));
    const message = `The condition names the column “${stray}”, which the table does not have.`;
    return stray === undefined ? [] : [{ path: `checks.${index}.when`, message }];
  });
}

// What was changed is what somebody can mend; else the first column the condition names.
function atColumn(check: RowCheck, { row, before }: JudgedRow): string {
  const named = columnsOf(check.when).filter((name) => name in row);
  const changed = named.find((name) => before !== null && row[name] !== before[name]);
  const column = changed ?? named[0];
  return column === undefined ? "" : `.${column}`;
}
