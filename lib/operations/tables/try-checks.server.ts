import "server-only";
import { database } from "#db/client.server.ts";
import { type StoredRow, type StoredTable, selectRows } from "#db/queries/tables.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { tryChecksContract } from "#lib/api/contracts/tables.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { todayInUtc } from "#lib/tables/accept-checked.ts";
import { readChange, readRow } from "#lib/tables/parse-row.ts";
import { judgeRow, type RowCheck, rowProblems, strayChecks } from "#lib/tables/row-checks.ts";
import { requireRow, requireTable } from "#lib/tables/store.server.ts";

const mostTried = 1000;
const mostTold = 20;

/** Tries checks before they are saved: which stored rows break them as they stand, and whether a given row would pass. */
export async function tryChecks(
  actor: Actor,
  name: string,
  given: ContractInput<typeof tryChecksContract>["body"],
): Promise<ContractOutput<typeof tryChecksContract>> {
  authorize(actor, "read");
  const table = await requireTable(database(), actor.workspaceId, name);
  const details = strayChecks(given.checks, table.columns);
  if (details[0]) throw new AppError("invalid_input", details[0].message, { details });
  const rows = await selectRows(database(), actor.workspaceId, table.id, {}, { limit: mostTried });
  return {
    tried: rows.length,
    broken: rows.flatMap((row) => brokenBy(given.checks, row, table)).slice(0, mostTold),
    problems:
      given.values === undefined ? null : await problemsOf(actor, table, { ...given, values: given.values }),
  };
}

function brokenBy(checks: RowCheck[], { id: rowId, values }: StoredRow, table: StoredTable) {
  const label = table.columns
    .map((column) => values[column.name])
    .find((cell) => cell !== null && cell !== "");
  return checks.flatMap((check, index) => {
    const message = judgeRow(check, { row: values, before: values, today: todayInUtc() });
    return message === null ? [] : [{ rowId, label: String(label ?? rowId), check: index, message }];
  });
}

async function problemsOf(
  actor: Actor,
  table: StoredTable,
  given: { checks: RowCheck[]; values: Record<string, unknown>; rowId?: string | undefined },
) {
  const before = given.rowId
    ? (await requireRow(database(), actor.workspaceId, table, given.rowId)).values
    : null;
  const read = before
    ? readChange(table.columns, given.values, "values")
    : readRow(table.columns, given.values, "values");
  if (read.problems.length > 0) return read.problems;
  const row = { ...before, ...read.values };
  return rowProblems(given.checks, { row, before, today: todayInUtc() }, "values");
}
