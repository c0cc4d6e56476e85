import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { runs } from "#db/schema/runs.ts";
import { suiteResults, suiteRuns } from "#db/schema/suites.ts";
import type { Check, ResultStatus } from "#lib/suites/suite-case.ts";
import { parseResult, type StoredResult } from "./suite-runs.server.ts";

/** What a worker needs to know of an unfinished suite run. */
export type SuiteWork = {
  id: string;
  workspaceId: string;
  blueprintId: string;
  version: number | null;
  agentNodeId: string | null;
  writes: string;
  cancelRequested: boolean;
};

/** Suite runs that have not ended, oldest first. */
export async function listSuiteWork(database: Database, limit: number): Promise<SuiteWork[]> {
  return await database
    .select({
      id: suiteRuns.id,
      workspaceId: suiteRuns.workspaceId,
      blueprintId: suiteRuns.blueprintId,
      version: suiteRuns.version,
      agentNodeId: suiteRuns.agentNodeId,
      writes: suiteRuns.writes,
      cancelRequested: sql<boolean>`${suiteRuns.cancelRequestedAt} is not null`,
    })
    .from(suiteRuns)
    .where(eq(suiteRuns.status, "running"))
    .orderBy(suiteRuns.id)
    .limit(limit);
}

/**
 * Takes one case there is something to do for, for the length of a lease: one that waits while fewer than `atOnce` of
 * its workspace are under way, or one whose last run has ended or was never stored. Others skip it meanwhile.
 */
export async function leaseResult(
  database: Database,
  work: SuiteWork,
  atOnce: number,
  leaseSeconds: number,
): Promise<StoredResult | undefined> {
  const { rows } = await database.execute<{ id: string }>(sql`
    WITH busy AS (
      SELECT count(*) AS many FROM suite_results
      WHERE workspace_id = ${work.workspaceId} AND status = 'running'
    ), due AS (
      SELECT r.id FROM suite_results r
      LEFT JOIN runs last ON last.id = (r.run_ids->>-1)::uuid
      WHERE r.workspace_id = ${work.workspaceId} AND r.suite_run_id = ${work.id}
        AND (r.lease_until IS NULL OR r.lease_until < now())
        AND ((r.status = 'pending' AND (SELECT many FROM busy) < ${atOnce})
          OR (r.status = 'running'
            AND (last.id IS NULL OR last.status IN ('succeeded', 'failed', 'cancelled'))))
      ORDER BY r.status DESC, r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED
    )
    UPDATE suite_results SET lease_until = now() + make_interval(secs => ${leaseSeconds}), status = 'running'
    FROM due WHERE suite_results.id = due.id RETURNING suite_results.id`);
  const id = rows[0]?.id;
  if (id === undefined) return undefined;
  const [row] = await database.select().from(suiteResults).where(eq(suiteResults.id, id));
  return row && parseResult(row);
}

/**
 * Notes the next run of a case before it is stored, so that a crash in between repeats it under the same id; false,
 * and nothing noted, when the case has ended meanwhile.
 */
export async function noteCaseRun(
  database: Database,
  result: { id: string; workspaceId: string },
  runIds: string[],
  conversationId: string,
): Promise<boolean> {
  const { rowCount } = await database
    .update(suiteResults)
    .set({ runIds, conversationId })
    .where(openResult(result));
  return (rowCount ?? 0) > 0;
}

/** Whether a case has not ended: somebody may have cancelled it while its next run was being stored. */
export async function isResultOpen(
  database: Database,
  result: { id: string; workspaceId: string },
): Promise<boolean> {
  const found = await database.select({ id: suiteResults.id }).from(suiteResults).where(openResult(result));
  return found.length > 0;
}

function openResult(result: { id: string; workspaceId: string }) {
  return and(
    eq(suiteResults.workspaceId, result.workspaceId),
    eq(suiteResults.id, result.id),
    inArray(suiteResults.status, ["pending", "running"]),
  );
}

/** Keeps a leased case for longer, unless it has ended or was given back. */
export async function renewLease(
  database: Database,
  result: { id: string; workspaceId: string },
  leaseSeconds: number,
): Promise<void> {
  await database
    .update(suiteResults)
    .set({ leaseUntil: sql`now() + make_interval(secs => ${leaseSeconds})` })
    .where(
      and(
        eq(suiteResults.workspaceId, result.workspaceId),
        eq(suiteResults.id, result.id),
        sql`${suiteResults.leaseUntil} is not null`,
      ),
    );
}

/** Gives a case back without an end, for whoever looks next. */
export async function releaseResult(
  database: Database,
  result: { id: string; workspaceId: string },
): Promise<void> {
  await database
    .update(suiteResults)
    .set({ leaseUntil: null })
    .where(and(eq(suiteResults.workspaceId, result.workspaceId), eq(suiteResults.id, result.id)));
}

/** How one case ended. */
export type ResultEnd = {
  status: Exclude<ResultStatus, "pending" | "running">;
  checks: Check[];
  error?: string;
  turns?: number;
  usage?: unknown;
  durationMs?: number;
};

/** Stores the end of a case, once. */
export async function finishResult(
  database: Database,
  result: { id: string; workspaceId: string },
  end: ResultEnd,
): Promise<void> {
  await database
    .update(suiteResults)
    .set({ ...end, leaseUntil: null, finishedAt: new Date() })
    .where(
      and(
        eq(suiteResults.workspaceId, result.workspaceId),
        eq(suiteResults.id, result.id),
        eq(suiteResults.status, "running"),
      ),
    );
}

/** Ends the cases of a cancelled suite run and says which of their runs still go on. */
export async function cancelResults(database: Database, work: SuiteWork): Promise<string[]> {
  const { rows } = await database.execute<{ runId: string }>(sql`
    WITH stopped AS (
      UPDATE suite_results SET status = 'cancelled', lease_until = NULL, finished_at = now()
      WHERE workspace_id = ${work.workspaceId} AND suite_run_id = ${work.id} AND status IN ('pending', 'running')
      RETURNING run_ids
    )
    SELECT r.id AS "runId" FROM stopped JOIN ${runs} r ON r.id = (stopped.run_ids->>-1)::uuid
    WHERE r.workspace_id = ${work.workspaceId} AND r.status IN ('queued', 'running', 'waiting')`);
  return rows.map((row) => row.runId);
}

/** Ends a suite run none of whose cases is open; false while one is. Asked to stop, it was stopped, whoever ends it. */
export async function finishSuiteRun(
  database: Database,
  work: SuiteWork,
  status: "finished" | "cancelled",
): Promise<boolean> {
  const { rowCount } = await database.execute(sql`
    UPDATE suite_runs SET finished_at = now(),
      status = CASE WHEN cancel_requested_at IS NULL THEN ${status} ELSE 'cancelled' END
    WHERE workspace_id = ${work.workspaceId} AND id = ${work.id} AND status = 'running'
      AND NOT EXISTS (SELECT 1 FROM suite_results r WHERE r.suite_run_id = suite_runs.id
                      AND r.status IN ('pending', 'running'))`);
  return (rowCount ?? 0) > 0;
}

/** The draft a suite run tests; null where it names a version. */
export async function readSuiteDocument(
  database: Database,
  workspaceId: string,
  suiteRunId: string,
): Promise<unknown> {
  const [row] = await database
    .select({ document: suiteRuns.document })
    .from(suiteRuns)
    .where(and(eq(suiteRuns.workspaceId, workspaceId), eq(suiteRuns.id, suiteRunId)));
  return row?.document ?? null;
}
