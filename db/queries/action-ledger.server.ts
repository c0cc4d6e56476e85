import "server-only";
import { and, eq, sql, TransactionRollbackError } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import { actions } from "#db/schema/runs.ts";
import { newId } from "#lib/foundation/ids.ts";
import { storable } from "./run-log.server.ts";

/** What an earlier attempt left in the ledger. */
export type LedgerEntry = { status: string; result: unknown; undo: unknown; fresh: boolean };

/** Records that an action is about to be attempted; answers what was there before, under the same key. */
export async function claimAction(
  pool: Pool,
  action: {
    workspaceId: string;
    runId: string;
    key: string;
    nodeId: string;
    ability: string;
    arguments: unknown;
  },
): Promise<LedgerEntry> {
  const { rows } = await pool.query<LedgerEntry>({
    name: "claim-action",
    text: `INSERT INTO actions (id, workspace_id, run_id, node_id, ability, key, arguments, status, attempts, started_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, 'started', 1, now())
           ON CONFLICT (run_id, key) DO UPDATE SET attempts = actions.attempts + 1
           RETURNING status, result, undo, (attempts = 1) AS fresh`,
    values: [
      newId(),
      action.workspaceId,
      action.runId,
      action.nodeId,
      action.ability,
      action.key,
      storable(action.arguments),
    ],
  });
  const [row] = rows;
  return row ?? { status: "started", result: null, undo: null, fresh: true };
}

/** Stores how an action ended. */
export async function settleAction(
  pool: Pool,
  runId: string,
  key: string,
  end: { status: string; result?: unknown; undo?: unknown; error?: unknown },
): Promise<void> {
  const json = (value: unknown) => (value === undefined || value === null ? null : storable(value));
  await pool.query({
    name: "settle-action",
    text: `UPDATE actions SET status = $3, result = $4::jsonb, undo = coalesce($5::jsonb, undo), error = $6::jsonb,
                  finished_at = now()
           WHERE run_id = $1 AND key = $2`,
    values: [runId, key, end.status, json(end.result), json(end.undo), json(end.error)],
  });
}

/**
 * Does `work` in one transaction with the ledger, once per key: when an earlier attempt got as far as its commit, its
 * undo record comes back and `work` is not called.
 */
export async function oncePerKey<T>(
  pool: Pool,
  runId: string,
  key: string,
  work: (inside: Database) => Promise<T>,
): Promise<T> {
  // A transaction of Drizzle's own, because `work` may open one: that becomes a savepoint, where it would else commit ours.
  return await drizzle(pool).transaction(async (tx) => {
    const { rows } = await tx.execute<{ undo: { applied?: T } | null }>(
      sql`SELECT undo FROM actions WHERE run_id = ${runId} AND key = ${key} FOR UPDATE`,
    );
    const before = rows[0]?.undo;
    if (before && typeof before === "object" && "applied" in before && before.applied !== undefined)
      return before.applied;
    const value = await work(tx);
    await tx.execute(
      sql`UPDATE actions SET undo = ${storable({ applied: value })}::jsonb WHERE run_id = ${runId} AND key = ${key}`,
    );
    return value;
  });
}

/** Does `work` in a transaction that is always rolled back: what it finds and what it is refused are real, nothing stays. */
export async function rolledBack<T>(pool: Pool, work: (inside: Database) => Promise<T>): Promise<T> {
  let done: { value: T } | undefined;
  try {
    await drizzle(pool).transaction(async (tx) => {
      done = { value: await work(tx) };
      tx.rollback();
    });
  } catch (caught) {
    if (!(caught instanceof TransactionRollbackError)) throw caught;
  }
  if (!done) throw new Error("The work was rolled back before it was done.");
  return done.value;
}

/** Marks an action undone. */
export async function markUndone(database: Database, workspaceId: string, actionId: string): Promise<void> {
  await database
    .update(actions)
    .set({ undoneAt: new Date() })
    .where(and(eq(actions.workspaceId, workspaceId), eq(actions.id, actionId)));
}
