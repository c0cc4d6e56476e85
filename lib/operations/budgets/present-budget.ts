import type { listBudgets, readStandings } from "#db/queries/budgets.server.ts";
import type { ContractOutput } from "#lib/api/contract.ts";
import type { budgetContracts } from "#lib/api/contracts/budgets.ts";
import { budgetWordsSchema } from "#lib/budgets/budget.ts";
import { fromUnits } from "#lib/budgets/measures.ts";
import { forecast } from "#lib/budgets/periods.ts";

type Row = Awaited<ReturnType<typeof listBudgets>>[number];
type Standing = Awaited<ReturnType<typeof readStandings>>[number];

/** A budget as the API shows it; without a standing nothing was spent in this period. */
export function presentBudget(
  { budget: row, blueprintName, contactName }: Row,
  standing: Standing | undefined,
  now: Date,
): ContractOutput<(typeof budgetContracts)["read"]> {
  const { workspaceId: _, createdAt, updatedAt, ...rest } = row;
  const words = budgetWordsSchema.parse(row);
  const people = (units: number | string) => fromUnits(words.measure, Number(units));
  const startsAt = standing ? new Date(standing.startsAt) : null;
  const endsAt = standing?.endsAt ? new Date(standing.endsAt) : null;
  const spent = people(standing?.spent ?? 0);
  return {
    ...rest,
    ...words,
    warnAt: row.warnAt === null ? null : Math.round(row.warnAt * 1000) / 1000,
    blueprintName,
    contactName,
    amount: people(row.amount),
    ceiling: row.ceiling === null ? null : people(row.ceiling),
    now: {
      spent,
      reserved: people(standing?.reserved ?? 0),
      limit: people(row.amount + Number(standing?.raised ?? 0)),
      startsAt: startsAt?.toISOString() ?? null,
      endsAt: endsAt?.toISOString() ?? null,
      forecast: startsAt ? forecast({ startsAt, endsAt }, spent, now) : null,
      reachedAt: standing?.reachedAt ? new Date(standing.reachedAt).toISOString() : null,
      subjects: standing?.subjects ?? 0,
    },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
