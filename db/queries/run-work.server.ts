import "server-only";
import type { Pool } from "pg";
import { newId } from "#lib/foundation/ids.ts";
import { eventChannel, type NumberedEvent, storable } from "./run-log.server.ts";

/** Takes one queued run if it is still free. */
export async function claimRun(pool: Pool, workerId: string, runId: string): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: "claim-run",
    text: `UPDATE runs SET status = 'running', worker_id = $1, started_at = coalesce(started_at, now())
           WHERE id = $2 AND status = 'queued'`,
    values: [workerId, runId],
  });
  return (rowCount ?? 0) > 0;
}

/** Takes the oldest queued runs, at most `limit`, skipping those another worker is taking. */
export async function claimQueuedRuns(pool: Pool, workerId: string, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: "claim-queued-runs",
    text: `UPDATE runs SET status = 'running', worker_id = $1, started_at = coalesce(started_at, now())
           WHERE id IN (SELECT id FROM runs WHERE status = 'queued' ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
           RETURNING id`,
    values: [workerId, limit],
  });
  return rows.map((row) => row.id).sort();
}

/** Everything a worker needs of a run, in one read. */
export type RunToWork = {
  workspaceId: string;
  blueprintId: string;
  version: number | null;
  document: unknown;
  trigger: { nodeId: string; text: string; event: unknown };
  conversationId: string;
  contact: { id: string | null; key: string; name: string; email: string };
  settings: unknown;
  createdAt: Date;
  status: string;
};

/** Reads a run to execute it; undefined when it is gone. */
export async function readRunToWork(pool: Pool, runId: string): Promise<RunToWork | undefined> {
  const { rows } = await pool.query<RunToWork>({
    name: "read-run-to-work",
    text: `SELECT runs.workspace_id AS "workspaceId", runs.blueprint_id AS "blueprintId", runs.version,
                  coalesce(runs.document, versions.document) AS document, runs.trigger,
                  runs.conversation_id AS "conversationId", workspaces.settings, runs.created_at AS "createdAt",
                  runs.status,
                  jsonb_build_object('id', contacts.id, 'key', coalesce(contacts.key, ''),
                    'name', coalesce(contacts.name, ''), 'email', coalesce(contacts.email, '')) AS contact
           FROM runs
           JOIN workspaces ON workspaces.id = runs.workspace_id
           LEFT JOIN contacts ON contacts.id = runs.contact_id AND contacts.workspace_id = runs.workspace_id
           LEFT JOIN blueprint_versions versions
             ON versions.blueprint_id = runs.blueprint_id AND versions.number = runs.version
           WHERE runs.id = $1`,
    values: [runId],
  });
  return rows[0];
}

/** Marks a run as waiting for a person, or as running again. */
export async function setRunStatus(
  pool: Pool,
  runId: string,
  workerId: string,
  status: "waiting" | "running",
) {
  await pool.query({
    name: "set-run-status",
    text: "UPDATE runs SET status = $2, worker_id = $3 WHERE id = $1 AND status IN ('queued', 'running', 'waiting')",
    values: [runId, status, workerId],
  });
}

/** What is stored when a run ends. */
export type RunEnd = {
  status: string;
  answer: string | null;
  error: unknown;
  usage: unknown;
  outcome: unknown;
  outcomes: { goalNodeId: string; verdict: string; score: number | null; criteria: unknown }[];
};

/** Stores the last events, the outcomes and the end of a run in one statement. */
export async function finishRun(
  pool: Pool,
  run: { id: string; workspaceId: string; blueprintId: string; workerId: string },
  events: NumberedEvent[],
  end: RunEnd,
): Promise<void> {
  const outcomes = end.outcomes.map((one) => ({
    id: newId(),
    goal: one.goalNodeId,
    verdict: one.verdict,
    score: one.score === null ? null : Math.round(one.score * 1000),
    criteria: one.criteria,
  }));
  await pool.query({
    name: "finish-run",
    text: `WITH ended AS (
             UPDATE runs SET status = $4, answer = $5, error = $6::jsonb, usage = $7::jsonb, outcome = $8::jsonb,
                    worker_id = $9, finished_at = coalesce(finished_at, now())
             WHERE id = $1 RETURNING id
           ), live AS (DELETE FROM run_live WHERE run_id = $1
           ), judged AS (
             INSERT INTO outcomes (id, workspace_id, run_id, blueprint_id, goal_node_id, verdict, score, criteria)
             SELECT new.id, $2, $1, $3, new.goal, new.verdict, new.score, new.criteria
             FROM jsonb_to_recordset($10::jsonb) AS new(id uuid, goal text, verdict text, score int, criteria jsonb)
             ON CONFLICT DO NOTHING
           ), stored AS (
             INSERT INTO run_events (run_id, seq, workspace_id, at, event)
             SELECT $1, new.seq, $2, new.at, new.event
             FROM jsonb_to_recordset($11::jsonb) AS new(seq int, at timestamptz, event jsonb)
             ON CONFLICT DO NOTHING
           ) SELECT pg_notify($12, $1::text || ' end') FROM ended`,
    values: [
      run.id,
      run.workspaceId,
      run.blueprintId,
      end.status,
      end.answer === null ? null : end.answer.toWellFormed().replaceAll("\0", "\ufffd"),
      end.error === null ? null : storable(end.error),
      storable(end.usage),
      end.outcome === null ? null : storable(end.outcome),
      run.workerId,
      storable(outcomes),
      storable(events),
      eventChannel,
    ],
  });
}

/** The number of the last event stored for a run. */
export async function lastEventNumber(pool: Pool, runId: string): Promise<number> {
  const { rows } = await pool.query<{ seq: number }>({
    name: "last-run-event",
    text: "SELECT coalesce(max(seq), 0) AS seq FROM run_events WHERE run_id = $1",
    values: [runId],
  });
  return rows[0]?.seq ?? 0;
}

/** The settings that say which hosts a run's abilities may reach. */
export async function findRunDoors(
  pool: Pool,
  workspaceId: string,
  runId: string,
): Promise<{ settings: unknown } | undefined> {
  const { rows } = await pool.query<{ settings: unknown }>(
    "SELECT w.settings FROM runs JOIN workspaces w ON w.id = runs.workspace_id WHERE runs.id = $1 AND w.id = $2",
    [runId, workspaceId],
  );
  return rows[0];
}
