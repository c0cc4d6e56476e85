import "server-only";
import { sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";

/** A run's log in one line: how many of its events, from the first on, have this SHA-256. */
export type RunDigest = { id: string; events: number; digest: string };

/** Runs that have ended and whose log is in no audit entry yet, locked until the transaction ends; others skip them. */
export async function lockUnsealedRuns(
  database: Database,
  limit: number,
): Promise<{ id: string; workspaceId: string }[]> {
  const { rows } = await database.execute<{ id: string; workspaceId: string }>(sql`
    SELECT id, workspace_id AS "workspaceId" FROM runs
    WHERE finished_at IS NOT NULL AND sealed_seq IS NULL ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`);
  return rows;
}

/**
 * Digests the logs of runs of one workspace where they lie; with `events` only that many of each. A line of the text
 * that is digested is an event's number, its time in microseconds and its content as PostgreSQL writes jsonb.
 * A run that is no longer stored is missing from the answer.
 */
export async function digestRuns(
  database: Database,
  workspaceId: string,
  wanted: { id: string; events?: number | undefined }[],
): Promise<RunDigest[]> {
  if (wanted.length === 0) return [];
  const list = JSON.stringify(wanted);
  const { rows } = await database.execute<RunDigest>(sql`
    SELECT wanted.id, count(e.seq)::int AS events, encode(sha256(convert_to(coalesce(string_agg(
             e.seq || ' ' || (extract(epoch FROM e.at) * 1000000)::bigint || ' ' || e.event::text, E'\n'
             ORDER BY e.seq), ''), 'UTF8')), 'hex') AS digest
    FROM jsonb_to_recordset(${list}::jsonb) AS wanted(id uuid, events int)
    JOIN runs ON runs.id = wanted.id AND runs.workspace_id = ${workspaceId}
    LEFT JOIN run_events e ON e.run_id = runs.id AND (wanted.events IS NULL OR e.seq <= wanted.events)
    GROUP BY wanted.id ORDER BY wanted.id`);
  return rows;
}

/** Remembers in which entry of the audit log the runs are. */
export async function markSealed(database: Database, ids: string[], seq: number): Promise<void> {
  await database.execute(
    sql`UPDATE runs SET sealed_seq = ${seq} WHERE id IN (SELECT value::uuid FROM jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`,
  );
}

/** Whether a run of the workspace has ended, and the entry that holds its digest; null where there is no such run. */
export async function readSealOfRun(
  database: Database,
  workspaceId: string,
  runId: string,
): Promise<{ hasEnded: boolean; seq: number | null } | null> {
  const { rows } = await database.execute<{ hasEnded: boolean; seq: number | null }>(sql`
    SELECT finished_at IS NOT NULL AS "hasEnded", sealed_seq AS seq FROM runs
    WHERE id = ${runId} AND workspace_id = ${workspaceId}`);
  return rows[0] ?? null;
}
