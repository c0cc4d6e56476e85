import "server-only";
import { and, asc, eq } from "drizzle-orm";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import { agentCircuits, memoryVersions } from "#db/schema/teams.ts";
import { storable } from "./run-log.server.ts";

/** The agent a breaker belongs to. */
export type CircuitOf = { workspaceId: string; blueprintId: string; nodeId: string };

type Breaker = { failures: number; windowSeconds: number; coolSeconds: number };
type State = "closed" | "open" | "half-open";

/** Whether an agent may be asked; of those that come once a breaker has cooled, one is let through to try. */
export async function admitAgent(pool: Pool, of: CircuitOf, breaker: Breaker): Promise<State> {
  const values = [of.workspaceId, of.blueprintId, of.nodeId];
  const { rows } = await pool.query<{ open: boolean }>(
    `SELECT opened_at IS NOT NULL AS open FROM agent_circuits
     WHERE workspace_id = $1 AND blueprint_id = $2 AND node_id = $3`,
    values,
  );
  if (!rows[0]?.open) return "closed";
  const probe = await pool.query(
    `UPDATE agent_circuits SET probed_at = now(), retry_at = now() + make_interval(secs => $4), updated_at = now()
     WHERE workspace_id = $1 AND blueprint_id = $2 AND node_id = $3 AND opened_at IS NOT NULL AND retry_at <= now()`,
    [...values, breaker.coolSeconds],
  );
  return (probe.rowCount ?? 0) > 0 ? "half-open" : "open";
}

/** Counts how an agent's work ended; a success closes its breaker, failures within the window open it. */
export async function reportAgent(
  pool: Pool,
  of: CircuitOf,
  worked: boolean,
  breaker: Breaker,
): Promise<{ before: State; now: State; failures: number }> {
  const { rows } = await pool.query<{ was_open: boolean; is_open: boolean; failures: number }>(
    `WITH before AS (
       SELECT opened_at, failures FROM agent_circuits
       WHERE workspace_id = $1 AND blueprint_id = $2 AND node_id = $3
     ), kept AS (
       SELECT CASE WHEN $4 THEN ARRAY[]::timestamptz[] ELSE array_append(
         ARRAY(SELECT at FROM unnest(coalesce((SELECT failures FROM before), ARRAY[]::timestamptz[])) AS at
               WHERE at > now() - make_interval(secs => $6)), now()) END AS failures
     ), stored AS (
       INSERT INTO agent_circuits AS c (workspace_id, blueprint_id, node_id, failures, opened_at, retry_at)
       SELECT $1, $2, $3, kept.failures,
              CASE WHEN NOT $4 AND cardinality(kept.failures) >= $5 THEN now() END,
              CASE WHEN NOT $4 AND cardinality(kept.failures) >= $5 THEN now() + make_interval(secs => $7) END FROM kept
       ON CONFLICT (workspace_id, blueprint_id, node_id) DO UPDATE SET
         -- Written from the row as it is locked: two that fail at once are two failures.
         failures = CASE WHEN $4 THEN ARRAY[]::timestamptz[] ELSE array_append(
           ARRAY(SELECT at FROM unnest(c.failures) AS at WHERE at > now() - make_interval(secs => $6)), now()) END,
         opened_at = CASE WHEN $4 THEN NULL
           WHEN c.opened_at IS NOT NULL THEN c.opened_at
           WHEN (SELECT count(*) FROM unnest(c.failures) AS at WHERE at > now() - make_interval(secs => $6)) + 1 >= $5
             THEN now() END,
         retry_at = CASE WHEN $4 THEN NULL ELSE now() + make_interval(secs => $7) END,
         probed_at = NULL, updated_at = now()
       RETURNING opened_at, failures
     )
     SELECT coalesce((SELECT opened_at IS NOT NULL FROM before), false) AS was_open,
            opened_at IS NOT NULL AS is_open, cardinality(failures) AS failures FROM stored`,
    [
      of.workspaceId,
      of.blueprintId,
      of.nodeId,
      worked,
      breaker.failures,
      breaker.windowSeconds,
      breaker.coolSeconds,
    ],
  );
  const [row] = rows;
  return {
    before: row?.was_open ? "open" : "closed",
    now: row?.is_open ? "open" : "closed",
    failures: row?.failures ?? 0,
  };
}

/** The breakers of a blueprint's agents that have ever counted anything. */
export async function listCircuits(database: Database, workspaceId: string, blueprintId: string) {
  return await database
    .select()
    .from(agentCircuits)
    .where(and(eq(agentCircuits.workspaceId, workspaceId), eq(agentCircuits.blueprintId, blueprintId)))
    .orderBy(asc(agentCircuits.nodeId));
}

/** Every value a memory has held, the first one first. */
export async function listMemoryVersions(database: Database, workspaceId: string, memoryId: string) {
  return await database
    .select()
    .from(memoryVersions)
    .where(and(eq(memoryVersions.workspaceId, workspaceId), eq(memoryVersions.memoryId, memoryId)))
    .orderBy(asc(memoryVersions.version))
    .limit(1000);
}

/** The board of a run. */
export type BoardOf = { workspaceId: string; runId: string; boardId: string };

/** Puts tasks on a board; those that are there stay as they are. */
export async function postTasks(
  pool: Pool,
  of: BoardOf,
  tasks: readonly { id: string; text: string }[],
): Promise<void> {
  await pool.query(
    `INSERT INTO board_tasks (workspace_id, run_id, board_id, task_id, position, text)
     SELECT $1, $2, $3, new.id, new.position, new.text
     FROM jsonb_to_recordset($4::jsonb) AS new(id text, position int, text text) ON CONFLICT DO NOTHING`,
    [of.workspaceId, of.runId, of.boardId, storable(tasks.map((task, position) => ({ ...task, position })))],
  );
}

/**
 * Takes a task: the one the member has taken and not finished, else the first that is free or whose lease is over. What
 * it gave back itself is left to others, unless it is alone; `open` counts the tasks it may still come to have.
 */
export async function takeTask(
  pool: Pool,
  of: BoardOf,
  memberId: string,
  { leaseSeconds, isAlone }: { leaseSeconds: number; isAlone: boolean },
): Promise<{ task: { id: string; text: string } | null; open: number }> {
  const where = [of.workspaceId, of.runId, of.boardId];
  const { rows } = await pool.query<{ id: string; text: string }>(
    `UPDATE board_tasks SET state = 'taken', taken_by = $4, lease_until = now() + make_interval(secs => $5),
            tries = tries + CASE WHEN taken_by = $4 AND state = 'taken' THEN 0 ELSE 1 END
     WHERE (run_id, board_id, task_id) IN (
       SELECT run_id, board_id, task_id FROM board_tasks
       WHERE workspace_id = $1 AND run_id = $2 AND board_id = $3
         AND ((state = 'open' AND ($6 OR taken_by IS DISTINCT FROM $4)) OR (state = 'taken' AND (taken_by = $4 OR lease_until < now())))
       ORDER BY (state = 'taken' AND taken_by = $4) DESC, position
       LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING task_id AS id, text`,
    [...where, memberId, leaseSeconds, isAlone],
  );
  const open = await pool.query<{ open: number }>(
    `SELECT count(*)::int AS open FROM board_tasks
     WHERE workspace_id = $1 AND run_id = $2 AND board_id = $3 AND (state = 'taken' OR (state = 'open' AND ($5 OR taken_by IS DISTINCT FROM $4)))`,
    [...where, memberId, isAlone],
  );
  return { task: rows[0] ?? null, open: open.rows[0]?.open ?? 0 };
}

/** Ends what a member took, unless another has taken it since. */
export async function settleTask(
  pool: Pool,
  of: BoardOf,
  taken: { taskId: string; memberId: string },
  end: { state: "done" | "open" | "failed"; result: unknown },
): Promise<void> {
  await pool.query(
    `UPDATE board_tasks SET state = $6, result = $7::jsonb, lease_until = NULL
     WHERE workspace_id = $1 AND run_id = $2 AND board_id = $3 AND task_id = $4 AND taken_by = $5 AND state = 'taken'`,
    [
      of.workspaceId,
      of.runId,
      of.boardId,
      taken.taskId,
      taken.memberId,
      end.state,
      storable(end.result ?? null),
    ],
  );
}

/** The tasks of a board in their order. */
export async function readBoard(pool: Pool, of: BoardOf) {
  const { rows } = await pool.query<{
    id: string;
    text: string;
    state: string;
    takenBy: string | null;
    result: unknown;
    tries: number;
  }>(
    `SELECT task_id AS id, text, state, taken_by AS "takenBy", result, tries FROM board_tasks
     WHERE workspace_id = $1 AND run_id = $2 AND board_id = $3 ORDER BY position`,
    [of.workspaceId, of.runId, of.boardId],
  );
  return rows;
}
