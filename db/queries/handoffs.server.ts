import "server-only";
import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { blueprints } from "#db/schema/blueprints.ts";
import { handoffs } from "#db/schema/people.ts";
import { contacts, runs } from "#db/schema/runs.ts";

/** States in which a person is, or is wanted, in the conversation. */
export const pendingHandoff = ["open", "claimed"] as const;

/** Handoffs of the workspace, newest first, `limit + 1` of them. */
export async function listHandoffs(
  database: Database,
  workspaceId: string,
  filter: { statuses?: readonly string[]; runId?: string; conversationId?: string; id?: string },
  page: { limit: number; cursor?: string },
) {
  return database
    .select({
      handoff: handoffs,
      blueprintId: runs.blueprintId,
      blueprintName: blueprints.name,
      trigger: runs.trigger,
      conversationId: runs.conversationId,
      contactName: contacts.name,
    })
    .from(handoffs)
    .innerJoin(runs, eq(runs.id, handoffs.runId))
    .innerJoin(blueprints, eq(blueprints.id, runs.blueprintId))
    .leftJoin(contacts, eq(contacts.id, runs.contactId))
    .where(
      and(
        eq(handoffs.workspaceId, workspaceId),
        filter.statuses ? inArray(handoffs.status, [...filter.statuses]) : undefined,
        filter.runId ? eq(handoffs.runId, filter.runId) : undefined,
        filter.conversationId ? eq(runs.conversationId, filter.conversationId) : undefined,
        filter.id ? eq(handoffs.id, filter.id) : undefined,
        page.cursor ? lt(handoffs.id, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(handoffs.id))
    .limit(page.limit + 1);
}

/** The run of a conversation that a message started or reached while it was with a person; undefined for a new one. */
export async function findRunOfMessage(
  database: Database,
  workspaceId: string,
  conversationId: string,
  messageId: string,
): Promise<string | undefined> {
  const { rows } = await database.execute<{ id: string }>(sql`
    SELECT r.id FROM runs r
    WHERE r.workspace_id = ${workspaceId} AND r.conversation_id = ${conversationId}
      AND (r.trigger->>'messageId' = ${messageId} OR EXISTS (
        SELECT 1 FROM handoffs h JOIN run_events e ON e.run_id = h.run_id
        WHERE h.run_id = r.id AND e.event->>'type' = 'handoff.message'
          AND e.event->>'messageId' = ${messageId}))
    ORDER BY r.id LIMIT 1`);
  return rows[0]?.id;
}

/** Holds a pending handoff as it is until the transaction ends; false when it is not pending any more. */
export async function holdHandoff(database: Database, workspaceId: string, id: string): Promise<boolean> {
  const rows = await database
    .select({ id: handoffs.id })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspaceId, workspaceId),
        eq(handoffs.id, id),
        inArray(handoffs.status, [...pendingHandoff]),
      ),
    )
    .for("update");
  return rows.length > 0;
}

/** Moves a handoff from one of the given states; false when it is in none of them any more. */
export async function moveHandoff(
  database: Database,
  workspaceId: string,
  id: string,
  from: readonly string[],
  change: Partial<
    Pick<
      typeof handoffs.$inferInsert,
      "status" | "claimedBy" | "claimedById" | "claimedAt" | "reply" | "answeredBy" | "answeredAt"
    >
  >,
): Promise<boolean> {
  const rows = await database
    .update(handoffs)
    .set(change)
    .where(
      and(eq(handoffs.workspaceId, workspaceId), eq(handoffs.id, id), inArray(handoffs.status, [...from])),
    )
    .returning({ id: handoffs.id });
  return rows.length > 0;
}
