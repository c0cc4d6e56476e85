import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { whatIfRuns, whatIfs } from "#db/schema/what-ifs.ts";
import { newId } from "#lib/foundation/ids.ts";
import type { StoredWhatIfRun } from "./what-ifs.server.ts";

/** What a worker needs to know of a what-if under way. */
export type WhatIfWork = {
  id: string;
  workspaceId: string;
  changes: unknown;
  startedBy: string;
  hasDocument: boolean;
  cancelRequested: boolean;
};

/** What-ifs that have not ended, oldest first. */
export async function listWhatIfWork(database: Database, limit: number): Promise<WhatIfWork[]> {
  return await database
    .select({
      id: whatIfs.id,
      workspaceId: whatIfs.workspaceId,
      changes: whatIfs.changes,
      startedBy: whatIfs.startedBy,
      hasDocument: sql<boolean>`${whatIfs.document} is not null`,
      cancelRequested: sql<boolean>`${whatIfs.cancelRequestedAt} is not null`,
    })
    .from(whatIfs)
    .where(eq(whatIfs.status, "running"))
    .orderBy(whatIfs.id)
    .limit(limit);
}

/** The document a what-if runs in place of each run's own. */
export async function readWhatIfDocument(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<unknown> {
  const [row] = await database
    .select({ document: whatIfs.document })
    .from(whatIfs)
    .where(and(eq(whatIfs.workspaceId, workspaceId), eq(whatIfs.id, id)));
  return row?.document;
}

/**
 * Takes one past run to be forked, for the length of a lease, while fewer than `atOnce` of its workspace are under
 * way; the fork's id is noted with it, so that whoever takes it up after a crash uses the same.
 */
export async function leaseWhatIfRun(
  database: Database,
  work: WhatIfWork,
  atOnce: number,
  leaseSeconds: number,
): Promise<(StoredWhatIfRun & { forkId: string }) | undefined> {
  const { rows } = await database.execute<{ id: string }>(sql`
    WITH busy AS (
      SELECT count(*) AS many FROM what_if_runs
      WHERE workspace_id = ${work.workspaceId} AND status = 'running'
    ), due AS (
      SELECT r.id FROM what_if_runs r LEFT JOIN runs fork ON fork.id = r.fork_id
      WHERE r.workspace_id = ${work.workspaceId} AND r.what_if_id = ${work.id}
        AND (r.lease_until IS NULL OR r.lease_until < now())
        AND ((r.status = 'pending' AND (SELECT many FROM busy) < ${atOnce})
          OR (r.status = 'running' AND fork.id IS NULL))
      ORDER BY r.status DESC, r.position LIMIT 1 FOR UPDATE OF r SKIP LOCKED
    )
    UPDATE what_if_runs SET lease_until = now() + make_interval(secs => ${leaseSeconds}), status = 'running',
      fork_id = coalesce(fork_id, ${newId()}::uuid)
    FROM due WHERE what_if_runs.id = due.id RETURNING what_if_runs.id`);
  const id = rows[0]?.id;
  if (id === undefined) return undefined;
  const [row] = await database.select().from(whatIfRuns).where(eq(whatIfRuns.id, id));
  return row?.forkId ? { ...row, forkId: row.forkId } : undefined;
}

/** Notes why a past run could not be forked. */
export async function refuseWhatIfRun(
  database: Database,
  row: StoredWhatIfRun,
  error: string,
): Promise<void> {
  await database
    .update(whatIfRuns)
    .set({ status: "refused", error, leaseUntil: null })
    .where(and(eq(whatIfRuns.workspaceId, row.workspaceId), eq(whatIfRuns.id, row.id)));
}

/** Marks the past runs whose forks have ended. */
export async function settleWhatIfRuns(database: Database, work: WhatIfWork): Promise<void> {
  await database.execute(sql`
    UPDATE what_if_runs SET status = 'done', lease_until = NULL FROM runs fork
    WHERE what_if_runs.workspace_id = ${work.workspaceId} AND what_if_runs.what_if_id = ${work.id}
      AND what_if_runs.status = 'running' AND fork.id = what_if_runs.fork_id
      AND fork.status IN ('succeeded', 'failed', 'cancelled')`);
}

/** Ends what has not ended of a what-if; gives the ids of the forks that are under way. */
export async function cancelWhatIfRuns(database: Database, work: WhatIfWork): Promise<string[]> {
  const rows = await database
    .update(whatIfRuns)
    .set({ status: "cancelled", leaseUntil: null })
    .where(
      and(
        eq(whatIfRuns.workspaceId, work.workspaceId),
        eq(whatIfRuns.whatIfId, work.id),
        inArray(whatIfRuns.status, ["pending", "running"]),
      ),
    )
    .returning({ forkId: whatIfRuns.forkId });
  return rows.flatMap(({ forkId }) => forkId ?? []);
}

/** Ends a what-if once nothing of it is open. */
export async function finishWhatIf(
  database: Database,
  work: WhatIfWork,
  status: "finished" | "cancelled",
): Promise<void> {
  await database.execute(sql`
    UPDATE what_ifs SET status = ${status}, finished_at = now()
    WHERE workspace_id = ${work.workspaceId} AND id = ${work.id} AND status = 'running' AND NOT EXISTS (
      SELECT 1 FROM what_if_runs WHERE what_if_id = what_ifs.id AND status IN ('pending', 'running'))`);
}
