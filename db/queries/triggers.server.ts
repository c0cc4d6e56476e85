import "server-only";
import { and, desc, eq, lt } from "drizzle-orm";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import { blueprints, triggers } from "#db/schema/blueprints.ts";

/** A trigger with what starting its run needs. */
export type FoundTrigger = {
  id: string;
  workspaceId: string;
  blueprintId: string;
  nodeId: string;
  config: unknown;
};

/** The webhook trigger behind an address, or undefined. Global by design: the token is the address and the proof. */
export async function findTriggerByToken(pool: Pool, token: string): Promise<FoundTrigger | undefined> {
  const { rows } = await pool.query<FoundTrigger>({
    name: "find-trigger",
    text: `SELECT id, workspace_id AS "workspaceId", blueprint_id AS "blueprintId", node_id AS "nodeId", config
           FROM triggers WHERE token = $1 AND kind = 'webhook' AND enabled = 1`,
    values: [token],
  });
  return rows[0];
}

/** Schedules that are due, across all workspaces: only the leader asks. */
export async function findDueSchedules(pool: Pool): Promise<(FoundTrigger & { nextAt: Date })[]> {
  const { rows } = await pool.query<FoundTrigger & { nextAt: Date }>(
    `SELECT id, workspace_id AS "workspaceId", blueprint_id AS "blueprintId", node_id AS "nodeId", config,
            next_at AS "nextAt"
     FROM triggers WHERE kind = 'schedule' AND enabled = 1 AND next_at <= now() ORDER BY next_at LIMIT 100`,
  );
  return rows;
}

/** Moves a schedule on from the time it was due, unless publishing moved it meanwhile; `error` says why nothing began. */
export async function advanceSchedule(
  pool: Pool,
  due: { id: string; nextAt: Date },
  next: Date | null,
  error: string | null,
): Promise<void> {
  // PostgreSQL keeps microseconds, a Date only milliseconds: compared outright, some times would never match.
  await pool.query(
    `UPDATE triggers SET next_at = $3, last_error = $4, last_at = CASE WHEN $4::text IS NULL THEN now() ELSE last_at END
     WHERE id = $1 AND date_trunc('milliseconds', next_at) = date_trunc('milliseconds', $2::timestamptz)`,
    [due.id, due.nextAt, next, error],
  );
}

/** Triggers with the name of their blueprint, newest first, one more than `limit`. */
export async function listTriggers(
  database: Database,
  workspaceId: string,
  page: { limit: number; cursor?: string | undefined; blueprintId?: string | undefined },
) {
  return await database
    .select({
      id: triggers.id,
      blueprintId: triggers.blueprintId,
      blueprintName: blueprints.name,
      nodeId: triggers.nodeId,
      kind: triggers.kind,
      token: triggers.token,
      config: triggers.config,
      enabled: triggers.enabled,
      nextAt: triggers.nextAt,
      lastAt: triggers.lastAt,
      lastError: triggers.lastError,
      createdAt: triggers.createdAt,
    })
    .from(triggers)
    .innerJoin(blueprints, eq(blueprints.id, triggers.blueprintId))
    .where(
      and(
        eq(triggers.workspaceId, workspaceId),
        page.cursor ? lt(triggers.id, page.cursor) : undefined,
        page.blueprintId ? eq(triggers.blueprintId, page.blueprintId) : undefined,
      ),
    )
    .orderBy(desc(triggers.id))
    .limit(page.limit + 1);
}
