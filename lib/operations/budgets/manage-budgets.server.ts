import "server-only";
import { z } from "zod";
import { database } from "#db/client.server.ts";
import {
  deleteBudget,
  insertBudget,
  type LedgerPlace,
  listBudgets,
  listEntries,
  listPeriods,
  readStandings,
  updateBudget,
} from "#db/queries/budgets.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { budgetContracts } from "#lib/api/contracts/budgets.ts";
import { type BudgetInput, usualCeiling } from "#lib/budgets/budget.ts";
import { fromUnits, type Measure, toUnits } from "#lib/budgets/measures.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { checkSubject } from "./check-subject.server.ts";
import { presentBudget } from "./present-budget.ts";

type Contracts = typeof budgetContracts;

const mostBudgets = 200;
const mostPeriods = 100;
const fixed = ["scope", "blueprintId", "nodeId", "contactId", "period", "measure"] as const;

/** All budgets of the workspace, or those that count what a blueprint spends. */
export async function listWorkspaceBudgets(
  actor: Actor,
  { query }: ContractInput<Contracts["list"]>,
): Promise<ContractOutput<Contracts["list"]>> {
  authorize(actor, "read");
  return { items: await present(actor, { blueprintId: query.blueprintId }) };
}

/** Shows one budget. */
export async function readBudget(
  actor: Actor,
  { params }: ContractInput<Contracts["read"]>,
): Promise<ContractOutput<Contracts["read"]>> {
  authorize(actor, "read");
  return requireBudget(actor, params.id);
}

/** Stores a budget; every worker hears of it before its next call. */
export async function createBudget(
  actor: Actor,
  { body }: ContractInput<Contracts["create"]>,
): Promise<ContractOutput<Contracts["create"]>> {
  authorize(actor, "settings.write");
  await checkSubject(actor, body);
  if ((await listBudgets(database(), actor.workspaceId)).length >= mostBudgets)
    throw new AppError(
      "limit_reached",
      `A workspace holds at most ${mostBudgets} budgets. Delete one first.`,
    );
  const id = await database().transaction(async (tx) => {
    const made = await insertBudget(tx, actor.workspaceId, stored(body));
    await recordAudit(tx, actor, { action: "budget.created", noun: "budget", nounId: made, after: body });
    return made;
  });
  return requireBudget(actor, id);
}

/** Replaces what a budget says. What it counts in must stay, or what was spent would mean something else. */
export async function replaceBudget(
  actor: Actor,
  { params, body }: ContractInput<Contracts["replace"]>,
): Promise<ContractOutput<Contracts["replace"]>> {
  authorize(actor, "settings.write");
  const before = await requireBudget(actor, params.id);
  if (fixed.some((key) => before[key] !== body[key]))
    throw new AppError(
      "invalid_input",
      "Whose a budget is, what it counts and for how long cannot change. Delete it and create another.",
    );
  await checkSubject(actor, body);
  await database().transaction(async (tx) => {
    if (!(await updateBudget(tx, actor.workspaceId, params.id, stored(body)))) throw gone();
    await recordAudit(tx, actor, {
      action: "budget.changed",
      noun: "budget",
      nounId: params.id,
      before,
      after: body,
    });
  });
  return requireBudget(actor, params.id);
}

/** Deletes a budget and its ledger; the audit log keeps what it said. */
export async function removeBudget(
  actor: Actor,
  { params }: ContractInput<Contracts["remove"]>,
): Promise<void> {
  authorize(actor, "settings.write");
  const before = await requireBudget(actor, params.id);
  await database().transaction(async (tx) => {
    if (!(await deleteBudget(tx, actor.workspaceId, params.id))) throw gone();
    await recordAudit(tx, actor, { action: "budget.deleted", noun: "budget", nounId: params.id, before });
  });
}

/** What was spent under a budget, by period and by call. */
export async function readLedger(
  actor: Actor,
  { params, query }: ContractInput<Contracts["ledger"]>,
): Promise<ContractOutput<Contracts["ledger"]>> {
  authorize(actor, "read");
  const { measure } = await requireBudget(actor, params.id);
  const page = { limit: query.limit, after: query.before ? ledgerPlace(query.before) : undefined };
  const [periods, found] = await Promise.all([
    listPeriods(database(), actor.workspaceId, params.id, mostPeriods),
    listEntries(database(), actor.workspaceId, params.id, page),
  ]);
  const rows = found.slice(0, query.limit);
  const last = found.length > query.limit ? rows.at(-1) : undefined;
  return {
    periods: periods.map((row) => ({
      periodKey: row.periodKey,
      subject: row.subject,
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt?.toISOString() ?? null,
      spent: fromUnits(measure, row.spent),
      reserved: fromUnits(measure, row.reserved),
      raised: fromUnits(measure, row.raised),
    })),
    entries: rows.map(({ entry, periodKey }) => presentEntry(measure, entry, periodKey)),
    next: last ? [last.at, last.entry.counterId, last.entry.ownerId, last.entry.step].join("~") : null,
  };
}

const placeSchema = z.strictObject({
  at: z.iso.datetime(),
  counterId: z.uuid(),
  ownerId: z.string(),
  step: z.string(),
});

function ledgerPlace(before: string): LedgerPlace {
  // The step comes last: it alone may hold the sign between the parts.
  const [at, counterId, ownerId, ...step] = before.split("~");
  const read = placeSchema.safeParse({ at, counterId, ownerId, step: step.join("~") });
  if (!read.success) {
    const message = "Give what `next` said, or leave it out.";
    throw new AppError("invalid_input", message, { details: [{ path: "before", message }] });
  }
  return read.data;
}

type Entry = Awaited<ReturnType<typeof listEntries>>[number]["entry"];

function presentEntry(measure: Measure, entry: Entry, periodKey: string) {
  return {
    runId: entry.runId,
    nodeId: entry.nodeId,
    kind: entry.kind as "model" | "action" | "embedding" | "raise",
    what: entry.what,
    step: entry.step,
    periodKey,
    reserved: fromUnits(measure, entry.amount),
    spent: entry.actual === null ? null : fromUnits(measure, entry.actual),
    state: entry.state as "held" | "settled" | "expired" | "raised",
    at: entry.createdAt.toISOString(),
  };
}

function stored(body: BudgetInput) {
  const units = (amount: number) => toUnits(body.measure, amount);
  const switches = body.onLimit === "cheaper";
  return {
    ...body,
    amount: units(body.amount),
    cheaperModel: switches ? body.cheaperModel : null,
    ceiling: switches ? units(body.ceiling ?? body.amount * usualCeiling) : null,
  };
}

async function present(actor: Actor, filter: { id?: string; blueprintId?: string | undefined }) {
  const [rows, standings] = await Promise.all([
    listBudgets(database(), actor.workspaceId, filter),
    readStandings(database(), actor.workspaceId),
  ]);
  const at = new Map(standings.map((standing) => [standing.budgetId, standing]));
  return rows.map((row) => presentBudget(row, at.get(row.budget.id), new Date()));
}

async function requireBudget(actor: Actor, id: string) {
  const [budget] = await present(actor, { id });
  if (!budget) throw gone();
  return budget;
}

function gone(): AppError {
  return new AppError("not_found", "There is no such budget in this workspace.");
}
