import "server-only";
import { and, desc, eq, lt } from "drizzle-orm";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import { blueprints } from "#db/schema/blueprints.ts";
import { approvals, handoffs } from "#db/schema/people.ts";
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
  handoff: { workspaceId: string; runId: string; actionId: string; reason: string; summary: string },
): Promise<{ handoffId: string }> {
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO handoffs (id, workspace_id, run_id, action_id, status, reason, summary)
     VALUES ($1, $2, $3, $4, 'open', $5, $6)
     ON CONFLICT (run_id, action_id) DO UPDATE SET action_id = excluded.action_id RETURNING id`,
    [newId(), handoff.workspaceId, handoff.runId, handoff.actionId, handoff.reason, handoff.summary],
  );
  return { handoffId: rows[0]?.id ?? "" };
}

/** Closes a handoff nobody answered. */
export async function expireHandoff(pool: Pool, id: string): Promise<void> {
  await pool.query("UPDATE handoffs SET status = 'expired' WHERE id = $1 AND status = 'open'", [id]);
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
    .where(and(eq(approvals.workspaceId, workspaceId), eq(approvals.id, id), eq(approvals.status, "pending")))
    .returning({ id: approvals.id });
  return rows.length > 0;
}

/** Handoffs of the workspace, newest first, `limit + 1` of them. */
export async function listHandoffs(
  database: Database,
  workspaceId: string,
  filter: { status?: string; runId?: string; id?: string },
  page: { limit: number; cursor?: string },
) {
  return database
    .select({ handoff: handoffs, blueprintName: blueprints.name, trigger: runs.trigger })
    .from(handoffs)
    .innerJoin(runs, eq(runs.id, handoffs.runId))
    .innerJoin(blueprints, eq(blueprints.id, runs.blueprintId))
    .where(
      and(
        eq(handoffs.workspaceId, workspaceId),
        filter.status ? eq(handoffs.status, filter.status) : undefined,
        filter.runId ? eq(handoffs.runId, filter.runId) : undefined,
        filter.id ? eq(handoffs.id, filter.id) : undefined,
        page.cursor ? lt(handoffs.id, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(handoffs.id))
    .limit(page.limit + 1);
}

/** Stores a reply once; false when the handoff was already closed. */
export async function answerHandoff(
  database: Database,
  workspaceId: string,
  id: string,
  answer: { reply: string; answeredBy: string },
): Promise<boolean> {
  const rows = await database
    .update(handoffs)
    .set({ ...answer, status: "answered", answeredAt: new Date() })
    .where(and(eq(handoffs.workspaceId, workspaceId), eq(handoffs.id, id), eq(handoffs.status, "open")))
    .returning({ id: handoffs.id });
  return rows.length > 0;
}
