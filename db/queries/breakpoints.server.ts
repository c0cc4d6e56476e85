import "server-only";
import { and, eq, gt } from "drizzle-orm";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import { breakpointPauses } from "#db/schema/breakpoints.ts";
import { newId } from "#lib/foundation/ids.ts";

/** Opens a pause; asking again for the same action and moment finds the one already open. */
export async function openPause(
  pool: Pool,
  pause: {
    workspaceId: string;
    runId: string;
    nodeId: string;
    actionId: string;
    moment: "before" | "after";
    expiresAt: Date;
  },
): Promise<{ breakpointId: string; expiresAt: string }> {
  const { rows } = await pool.query<{ id: string; expires_at: Date }>(
    `INSERT INTO breakpoint_pauses (id, workspace_id, run_id, node_id, action_id, moment, status, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'paused', $7)
     ON CONFLICT (run_id, action_id, moment) DO UPDATE SET action_id = excluded.action_id
     RETURNING id, expires_at`,
    [newId(), pause.workspaceId, pause.runId, pause.nodeId, pause.actionId, pause.moment, pause.expiresAt],
  );
  const [row] = rows;
  return { breakpointId: row?.id ?? "", expiresAt: (row?.expires_at ?? pause.expiresAt).toISOString() };
}

/** How a paused action of a run goes on, undefined while it is paused; null once its time is over. */
export async function readResumption(pool: Pool, runId: string, id: string): Promise<unknown> {
  const { rows } = await pool.query<{ status: string; decision: unknown; late: boolean }>(
    "SELECT status, decision, expires_at < now() AS late FROM breakpoint_pauses WHERE id = $1 AND run_id = $2",
    [id, runId],
  );
  const [row] = rows;
  if (row?.status === "resumed") return row.decision;
  return !row || row.late || row.status !== "paused" ? null : undefined;
}

/** Closes a pause nobody ended. */
export async function expirePause(pool: Pool, id: string): Promise<void> {
  await pool.query(
    "UPDATE breakpoint_pauses SET status = 'expired', resumed_at = now() WHERE id = $1 AND status = 'paused'",
    [id],
  );
}

/** A pause of the workspace. */
export async function findPause(database: Database, workspaceId: string, id: string) {
  const [row] = await database
    .select()
    .from(breakpointPauses)
    .where(and(eq(breakpointPauses.workspaceId, workspaceId), eq(breakpointPauses.id, id)));
  return row;
}

/** Stores how a pause ends, once; false when it had ended before. */
export async function resumePause(
  database: Database,
  workspaceId: string,
  id: string,
  end: { decision: unknown; resumedBy: string },
): Promise<boolean> {
  const rows = await database
    .update(breakpointPauses)
    .set({ ...end, status: "resumed", resumedAt: new Date() })
    .where(
      and(
        eq(breakpointPauses.workspaceId, workspaceId),
        eq(breakpointPauses.id, id),
        eq(breakpointPauses.status, "paused"),
        // Its time is over even where the worker that would close it is away.
        gt(breakpointPauses.expiresAt, new Date()),
      ),
    )
    .returning({ id: breakpointPauses.id });
  return rows.length > 0;
}
