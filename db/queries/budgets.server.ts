import "server-only";
import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import { blueprints } from "#db/schema/blueprints.ts";
import { budgetCounters, budgetEntries, budgets } from "#db/schema/budgets.ts";
import { contacts } from "#db/schema/runs.ts";
import { newId } from "#lib/foundation/ids.ts";

/** PostgreSQL channel that carries the workspace whose budgets changed. */
export const budgetChannel = "aimwright_budgets";

/** A budget as stored. */
export type StoredBudget = typeof budgets.$inferSelect;

type NewBudget = Omit<StoredBudget, "id" | "workspaceId" | "createdAt" | "updatedAt">;

/** The budgets of a workspace that count, for the meter. */
export async function enabledBudgets(
  pool: Pool,
  workspaceId: string,
): Promise<{ epoch: number; rows: unknown[] }> {
  const { rows } = await pool.query<{ epoch: number; rows: unknown[] }>({
    name: "enabled-budgets",
    text: `SELECT w.budget_epoch AS epoch, coalesce(jsonb_agg(jsonb_build_object(
             'id', b.id, 'name', b.name, 'scope', b.scope, 'blueprintId', b.blueprint_id, 'nodeId', b.node_id,
             'contactId', b.contact_id, 'period', b.period, 'measure', b.measure, 'amount', b.amount,
             'warnAt', b.warn_at, 'onLimit', b.on_limit, 'cheaperModel', b.cheaper_model, 'ceiling', b.ceiling,
             'unpriced', b.unpriced, 'approverRole', b.approver_role)
             ORDER BY b.id) FILTER (WHERE b.id IS NOT NULL), '[]') AS rows
           FROM workspaces w LEFT JOIN budgets b ON b.workspace_id = w.id AND b.enabled
           WHERE w.id = $1 GROUP BY w.id`,
    values: [workspaceId],
  });
  return rows[0] ?? { epoch: 0, rows: [] };
}

/** Budgets with the names of what they are of, oldest first. */
export async function listBudgets(
  database: Database,
  workspaceId: string,
  filter: { id?: string; blueprintId?: string | undefined } = {},
) {
  return await database
    .select({
      budget: budgets,
      blueprintName: blueprints.name,
      contactName: sql<string | null>`coalesce(nullif(${contacts.name}, ''), ${contacts.key})`,
    })
    .from(budgets)
    .leftJoin(blueprints, eq(blueprints.id, budgets.blueprintId))
    .leftJoin(contacts, and(eq(contacts.id, budgets.contactId), eq(contacts.workspaceId, workspaceId)))
    .where(
      and(
        eq(budgets.workspaceId, workspaceId),
        filter.id ? eq(budgets.id, filter.id) : undefined,
        filter.blueprintId
          ? sql`(${budgets.blueprintId} IS NULL OR ${budgets.blueprintId} = ${filter.blueprintId})`
          : undefined,
      ),
    )
    .orderBy(asc(budgets.id));
}

/** Stores a new budget. */
export async function insertBudget(
  database: Database,
  workspaceId: string,
  values: NewBudget,
): Promise<string> {
  const id = newId();
  await database.insert(budgets).values({ id, workspaceId, ...values });
  await announce(database, workspaceId);
  return id;
}

/** Replaces what a budget says; false when it is gone. */
export async function updateBudget(
  database: Database,
  workspaceId: string,
  id: string,
  values: NewBudget,
): Promise<boolean> {
  const { rowCount } = await database
    .update(budgets)
    .set({ ...values, updatedAt: new Date() })
    .where(only(workspaceId, id));
  await announce(database, workspaceId);
  return (rowCount ?? 0) > 0;
}

/** Removes a budget with its counters and its ledger; false when it is gone. */
export async function deleteBudget(database: Database, workspaceId: string, id: string): Promise<boolean> {
  const { rowCount } = await database.delete(budgets).where(only(workspaceId, id));
  await announce(database, workspaceId);
  return (rowCount ?? 0) > 0;
}

function only(workspaceId: string, id: string): SQL | undefined {
  return and(eq(budgets.workspaceId, workspaceId), eq(budgets.id, id));
}

async function announce(database: Database, workspaceId: string): Promise<void> {
  await database.execute(
    sql`UPDATE workspaces SET budget_epoch = budget_epoch + 1 WHERE id = ${workspaceId}`,
  );
  await database.execute(sql`SELECT pg_notify(${budgetChannel}, ${workspaceId})`);
}

/**
 * Where each budget stands now: its latest counter, and of budgets that count runs (of the last 30 days) or contacts
 * apart the one that has used most, with how many there are.
 */
export async function readStandings(database: Database, workspaceId: string) {
  const result = await database.execute<{
    budgetId: string;
    subject: string;
    spent: string;
    reserved: string;
    raised: string;
    startsAt: string;
    endsAt: string | null;
    reachedAt: string | null;
    subjects: number;
  }>(sql`
    SELECT DISTINCT ON (budget_id) budget_id AS "budgetId", subject, spent, reserved, raised,
      starts_at AS "startsAt", ends_at AS "endsAt", reached_at AS "reachedAt",
      (count(*) OVER (PARTITION BY budget_id))::int AS subjects
    FROM budget_counters
    WHERE workspace_id = ${workspaceId}
      AND (ends_at > now() OR period_key = 'total' OR starts_at > now() - interval '30 days' AND ends_at IS NULL)
    ORDER BY budget_id, spent + reserved DESC, starts_at DESC`);
  return result.rows;
}

/** What each period of a budget came to, newest first. */
export async function listPeriods(database: Database, workspaceId: string, budgetId: string, limit: number) {
  return await database
    .select()
    .from(budgetCounters)
    .where(and(eq(budgetCounters.workspaceId, workspaceId), eq(budgetCounters.budgetId, budgetId)))
    .orderBy(desc(budgetCounters.startsAt), desc(budgetCounters.id))
    .limit(limit);
}

/** Where in a ledger an entry stands: its moment to the last digit, and what tells it from others of that moment. */
export type LedgerPlace = { at: string; counterId: string; ownerId: string; step: string };

/** The ledger of a budget, newest first, `limit + 1` entries. */
export async function listEntries(
  database: Database,
  workspaceId: string,
  budgetId: string,
  page: { limit: number; after?: LedgerPlace | undefined },
) {
  const { createdAt, counterId, ownerId, step } = budgetEntries;
  const { after } = page;
  return await database
    .select({
      entry: budgetEntries,
      periodKey: budgetCounters.periodKey,
      at: sql<string>`to_char(${createdAt} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    })
    .from(budgetEntries)
    .innerJoin(budgetCounters, eq(budgetCounters.id, budgetEntries.counterId))
    .where(
      and(
        eq(budgetCounters.workspaceId, workspaceId),
        eq(budgetCounters.budgetId, budgetId),
        after
          ? sql`(${createdAt}, ${counterId}, ${ownerId}, ${step})
                < (${after.at}::timestamptz, ${after.counterId}::uuid, ${after.ownerId}::text, ${after.step}::text)`
          : undefined,
      ),
    )
    .orderBy(desc(createdAt), desc(counterId), desc(ownerId), desc(step))
    .limit(page.limit + 1);
}

/** Whether a contact is this workspace's own. */
export async function hasContact(database: Database, workspaceId: string, id: string): Promise<boolean> {
  const rows = await database
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(eq(contacts.workspaceId, workspaceId), eq(contacts.id, id)));
  return rows.length > 0;
}
