import "server-only";
import { and, count, desc, eq, lt, ne, or } from "drizzle-orm";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import { followUps } from "#db/schema/follow-ups.ts";
import { newId } from "#lib/foundation/ids.ts";

/** A stored follow-up. */
export type FollowUpRow = typeof followUps.$inferSelect;

type NewFollowUp = Omit<
  typeof followUps.$inferInsert,
  "id" | "workspaceId" | "state" | "startedRunId" | "error" | "createdAt"
>;

/** Stores a follow-up once per run and key; the same key again gives the one that is there. */
export async function insertFollowUp(
  database: Database,
  workspaceId: string,
  followUp: NewFollowUp,
): Promise<FollowUpRow | undefined> {
  const [row] = await database
    .insert(followUps)
    .values({ id: newId(), workspaceId, ...followUp })
    .onConflictDoUpdate({ target: [followUps.runId, followUps.key], set: { key: followUp.key } })
    .returning();
  return row;
}

/** How many follow-ups of a conversation are still to come, apart from the one an action may have stored before. */
export async function countPendingFollowUps(
  database: Database,
  workspaceId: string,
  conversationId: string,
  apart: { runId: string; key: string },
): Promise<number> {
  const [row] = await database
    .select({ count: count() })
    .from(followUps)
    .where(
      and(
        eq(followUps.workspaceId, workspaceId),
        eq(followUps.conversationId, conversationId),
        eq(followUps.state, "pending"),
        or(ne(followUps.runId, apart.runId), ne(followUps.key, apart.key)),
      ),
    );
  return row?.count ?? 0;
}

/** Takes back a follow-up that has not begun; undefined when there is none such. */
export async function cancelFollowUp(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<FollowUpRow | undefined> {
  const [row] = await database
    .update(followUps)
    .set({ state: "cancelled" })
    .where(and(eq(followUps.workspaceId, workspaceId), eq(followUps.id, id), eq(followUps.state, "pending")))
    .returning();
  return row;
}

/** Follow-ups of a workspace, newest first, one more than `limit`. */
export async function listFollowUps(
  database: Database,
  workspaceId: string,
  page: {
    limit: number;
    cursor?: string | undefined;
    state?: string | undefined;
    conversationId?: string | undefined;
  },
): Promise<FollowUpRow[]> {
  return await database
    .select()
    .from(followUps)
    .where(
      and(
        eq(followUps.workspaceId, workspaceId),
        page.state ? eq(followUps.state, page.state) : undefined,
        page.conversationId ? eq(followUps.conversationId, page.conversationId) : undefined,
        page.cursor ? lt(followUps.id, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(followUps.id))
    .limit(page.limit + 1);
}

/** A follow-up whose time has come, of whichever workspace: for the worker that leads. */
export type DueFollowUp = Pick<
  FollowUpRow,
  "id" | "workspaceId" | "blueprintId" | "conversationId" | "triggerNodeId" | "version" | "text" | "dueAt"
>;

/** The follow-ups that are due, the longest overdue first. */
export async function findDueFollowUps(pool: Pool): Promise<DueFollowUp[]> {
  const { rows } = await pool.query<DueFollowUp>(
    `SELECT id, workspace_id AS "workspaceId", blueprint_id AS "blueprintId", conversation_id AS "conversationId",
            trigger_node_id AS "triggerNodeId", version, text, due_at AS "dueAt"
     FROM follow_ups WHERE state = 'pending' AND due_at <= now() ORDER BY due_at LIMIT 100`,
  );
  return rows;
}

/** Notes that a follow-up began, or why it could not. */
export async function settleFollowUp(
  pool: Pool,
  id: string,
  end: { startedRunId: string } | { error: string },
): Promise<void> {
  const [state, run, error] =
    "error" in end ? ["failed", null, end.error] : ["started", end.startedRunId, null];
  await pool.query(
    "UPDATE follow_ups SET state = $2, started_run_id = $3, error = $4 WHERE id = $1 AND state = 'pending'",
    [id, state, run, error],
  );
}
