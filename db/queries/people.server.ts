import "server-only";
import { and, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import { blueprints } from "#db/schema/blueprints.ts";
import { approvals } from "#db/schema/people.ts";
import { runs } from "#db/schema/runs.ts";
import { newId } from "#lib/foundation/ids.ts";
import { storable } from "./run-log.server.ts";

/** Opens an approval; asking again for the same action finds the one already open. */
export async function openApproval(
  pool: Pool,
  approval: {
    workspaceId: string;
    runId: string;
    nodeId: string;
    actionId: string;
    request: unknown;
    expiresAt: Date;
  },
): Promise<{ approvalId: string; expiresAt: string }> {
  const { rows } = await pool.query<{ id: string; expires_at: Date }>(
    `INSERT INTO approvals (id, workspace_id, run_id, node_id, action_id, status, request, expires_at)
     VALUES ($1, $2, $3, $4, $5, 'pending', $6::jsonb, $7)
     ON CONFLICT (run_id, action_id, node_id) DO UPDATE SET action_id = excluded.action_id
     RETURNING id, expires_at`,
    [
      newId(),
      approval.workspaceId,
      approval.runId,
      approval.nodeId,
      approval.actionId,
      storable(approval.request),
      approval.expiresAt,
    ],
  );
  const [row] = rows;
  return { approvalId: row?.id ?? "", expiresAt: (row?.expires_at ?? approval.expiresAt).toISOString() };
}

/** What was decided about an approval of a run, undefined while nothing is; null once its time is over. */
export async function readDecision(pool: Pool, runId: string, id: string): Promise<unknown> {
  const { rows } = await pool.query<{ status: string; decision: unknown; late: boolean }>(
    "SELECT status, decision, expires_at < now() AS late FROM approvals WHERE id = $1 AND run_id = $2",
    [id, runId],
  );
  const [row] = rows;
  if (row?.status === "approved" || row?.status === "rejected") return row.decision;
  return !row || row.late || row.status !== "pending" ? null : undefined;
}

/** Closes an approval nobody decided. */
export async function expireApproval(pool: Pool, id: string): Promise<void> {
  await pool.query(
    "UPDATE approvals SET status = 'expired', decided_at = now() WHERE id = $1 AND status = 'pending'",
    [id],
  );
}

/** Opens a handoff; asking again for the same action finds the one already open. */
export async function openHandoff(
  pool: Pool,
  handoff: {
    workspaceId: string;
    runId: string;
    actionId: string;
    reason: string;
    summary: string;
    dueMinutes: number | null;
  },
): Promise<{ handoffId: string; openedAt: number }> {
  const { rows } = await pool.query<{ id: string; created_at: Date }>(
    `INSERT INTO handoffs (id, workspace_id, run_id, action_id, status, reason, summary, due_at)
     VALUES ($1, $2, $3, $4, 'open', $5, $6, now() + make_interval(secs => $7::float8 * 60))
     ON CONFLICT (run_id, action_id) DO UPDATE SET action_id = excluded.action_id RETURNING id, created_at`,
    [
      newId(),
      handoff.workspaceId,
      handoff.runId,
      handoff.actionId,
      handoff.reason,
      handoff.summary,
      handoff.dueMinutes,
    ],
  );
  return { handoffId: rows[0]?.id ?? "", openedAt: (rows[0]?.created_at ?? new Date()).getTime() };
}

/** Closes a handoff nobody answered. */
export async function expireHandoff(pool: Pool, id: string): Promise<void> {
  await pool.query("UPDATE handoffs SET status = 'expired' WHERE id = $1 AND status IN ('open', 'claimed')", [
    id,
  ]);
}

/** Approvals of the workspace, newest first, `limit + 1` of them. */
export async function listApprovals(
  database: Database,
  workspaceId: string,
  filter: { status?: string; runId?: string; id?: string },
  page: { limit: number; cursor?: string },
) {
  return database
    .select({ approval: approvals, blueprintName: blueprints.name })
    .from(approvals)
    .innerJoin(runs, eq(runs.id, approvals.runId))
    .innerJoin(blueprints, eq(blueprints.id, runs.blueprintId))
    .where(
      and(
        eq(approvals.workspaceId, workspaceId),
        filter.status ? eq(approvals.status, filter.status) : undefined,
        filter.runId ? eq(approvals.runId, filter.runId) : undefined,
        filter.id ? eq(approvals.id, filter.id) : undefined,
        page.cursor ? lt(approvals.id, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(approvals.id))
    .limit(page.limit + 1);
}

/** Stores a decision once; false when somebody (or the clock) decided before. */
export async function decideApproval(
  database: Database,
  workspaceId: string,
  id: string,
  decision: { status: "approved" | "rejected"; decision: unknown; decidedBy: string },
): Promise<boolean> {
  const rows = await database
    .update(approvals)
    .set({ ...decision, decidedAt: new Date() })
    .where(
      and(
        eq(approvals.workspaceId, workspaceId),
        eq(approvals.id, id),
        eq(approvals.status, "pending"),
        // The run may not have noticed yet that its time is over; a late word must not count.
        or(isNull(approvals.expiresAt), gt(approvals.expiresAt, sql`now()`)),
      ),
    )
    .returning({ id: approvals.id });
  return rows.length > 0;
}
