import "server-only";
import type { Pool } from "pg";
import type { FoundTrigger } from "./triggers.server.ts";

/** The feedback node behind an address, or undefined. Global by design: the token is the address. */
export async function findFeedbackByToken(pool: Pool, token: string): Promise<FoundTrigger | undefined> {
  const { rows } = await pool.query<FoundTrigger>({
    name: "find-feedback",
    text: `SELECT id, workspace_id AS "workspaceId", blueprint_id AS "blueprintId", node_id AS "nodeId", config
           FROM triggers WHERE token = $1 AND kind = 'feedback' AND enabled = 1`,
    values: [token],
  });
  return rows[0];
}

/** Notes that an address was called. */
export async function touchFeedback(pool: Pool, workspaceId: string, id: string): Promise<void> {
  await pool.query("UPDATE triggers SET last_at = now() WHERE workspace_id = $1 AND id = $2", [
    workspaceId,
    id,
  ]);
}

/** A run as a report names it: by its own id, or the latest of a conversation. Runs of test cases are not found. */
export async function findReportedRun(
  pool: Pool,
  workspaceId: string,
  blueprintId: string,
  named: { runId: string } | { conversationId: string },
): Promise<{ id: string; finished: boolean } | undefined> {
  const byId = "runId" in named;
  const { rows } = await pool.query<{ id: string; finished: boolean }>(
    `SELECT id, finished_at IS NOT NULL AS finished FROM runs
     WHERE workspace_id = $1 AND blueprint_id = $2 AND purpose = 'live' AND ${byId ? "id" : "conversation_id"} = $3
     ORDER BY id DESC LIMIT 1`,
    [workspaceId, blueprintId, byId ? named.runId : named.conversationId],
  );
  return rows[0];
}

/**
 * The latest run of the last 180 days that has the reference at a path of the event that started it, or of the
 * arguments of one of its actions.
 */
export async function findRunByReference(
  pool: Pool,
  workspaceId: string,
  blueprintId: string,
  path: string[],
  reference: string,
): Promise<{ id: string; finished: boolean } | undefined> {
  const { rows } = await pool.query<{ id: string; finished: boolean }>(
    `SELECT r.id, r.finished_at IS NOT NULL AS finished FROM runs r
     WHERE r.workspace_id = $1 AND r.blueprint_id = $2 AND r.purpose = 'live' AND r.fork_of IS NULL
       AND r.created_at > now() - interval '180 days'
       AND (r.trigger #>> $3::text[] = $5
         OR EXISTS (SELECT 1 FROM actions a
                    WHERE a.run_id = r.id AND a.workspace_id = $1 AND a.arguments #>> $4::text[] = $5))
     ORDER BY r.id DESC LIMIT 1`,
    [workspaceId, blueprintId, ["event", ...path], path, reference],
  );
  return rows[0];
}
