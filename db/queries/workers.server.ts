import "server-only";
import type { Pool } from "pg";

/** Registers a worker, or renews its sign of life. */
export async function beat(
  pool: Pool,
  worker: { id: string; capacity: number; running: number; finished: number },
): Promise<void> {
  await pool.query(
    `INSERT INTO workers (id, capacity, running, finished, started_at, heartbeat_at) VALUES ($1, $2, $3, $4, now(), now())
     ON CONFLICT (id) DO UPDATE SET capacity = $2, running = $3, finished = $4, heartbeat_at = now(), stopped_at = NULL`,
    [worker.id, worker.capacity, worker.running, worker.finished],
  );
}

/** Says that a worker stopped on purpose. */
export async function markStopped(pool: Pool, workerId: string): Promise<void> {
  await pool.query("UPDATE workers SET stopped_at = now(), running = 0 WHERE id = $1", [workerId]);
}

/** Becomes leader for the length of `work` when nobody else is; false when somebody is. */
export async function asLeader(pool: Pool, work: () => Promise<void>): Promise<boolean> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ leads: boolean }>(
      "SELECT pg_try_advisory_lock(hashtext('aimwright.leader')) AS leads",
    );
    if (!rows[0]?.leads) return false;
    try {
      await work();
    } finally {
      await client.query("SELECT pg_advisory_unlock(hashtext('aimwright.leader'))");
    }
    return true;
  } finally {
    client.release();
  }
}

/** Unfinished runs whose worker gave no sign of life for `seconds`, or stopped. */
export async function findOrphanedRuns(pool: Pool, seconds: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT runs.id FROM runs LEFT JOIN workers ON workers.id = runs.worker_id
     WHERE runs.status IN ('running', 'waiting')
       AND (workers.id IS NULL OR workers.stopped_at IS NOT NULL
            OR workers.heartbeat_at < now() - make_interval(secs => $1))
     ORDER BY runs.id LIMIT 500`,
    [seconds],
  );
  return rows.map((row) => row.id);
}

/** Runs a worker has claimed a while ago; one it does not know of was lost between the claim and its first step. */
export async function findClaimedRuns(pool: Pool, workerId: string, seconds: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM runs WHERE worker_id = $1 AND status = 'running' AND started_at < now() - make_interval(secs => $2)
     ORDER BY id LIMIT 500`,
    [workerId, seconds],
  );
  return rows.map((row) => row.id);
}

/** Gives orphaned runs to a worker, so that the next look does not find them again. */
export async function adoptRuns(pool: Pool, workerId: string, runIds: string[]): Promise<void> {
  await pool.query("UPDATE runs SET worker_id = $1 WHERE id = ANY($2::uuid[])", [workerId, runIds]);
}

/** Decided approvals and answered handoffs whose run still waits: their signal may have been lost. */
export async function findUndeliveredSignals(
  pool: Pool,
): Promise<{ runId: string; topic: string; message: Record<string, unknown>; key: string }[]> {
  const { rows } = await pool.query<{
    runId: string;
    topic: string;
    message: Record<string, unknown>;
    key: string;
  }>(
    `SELECT a.run_id AS "runId", 'approval:' || a.id AS topic, a.decision AS message, '' AS key FROM approvals a
     JOIN runs ON runs.id = a.run_id AND runs.status = 'waiting'
     WHERE a.status IN ('approved', 'rejected') AND a.decided_at < now() - interval '3 seconds'
     UNION ALL
     SELECT h.run_id, 'handoff:' || h.id, CASE WHEN h.status = 'closed' THEN jsonb_build_object('kind', 'closed', 'by', h.answered_by)
                  ELSE jsonb_build_object('kind', 'returned', 'reply', h.reply, 'by', h.answered_by) END, 'end'
     FROM handoffs h
     JOIN runs ON runs.id = h.run_id AND runs.status = 'waiting'
     WHERE h.status IN ('answered', 'closed') AND h.answered_at < now() - interval '3 seconds'`,
  );
  return rows;
}
