import "server-only";
import { and, asc, eq, inArray, isNull, like, type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { runAssignments, runComments } from "#db/schema/collaboration.ts";
import { notices } from "#db/schema/notices.ts";
import { runEvents, runs } from "#db/schema/runs.ts";
import { members, users } from "#db/schema/workspaces.ts";
import { newId } from "#lib/foundation/ids.ts";

/** A comment as stored. */
export type CommentRow = typeof runComments.$inferSelect;

/** Stores a comment on a run. */
export async function insertComment(
  database: Database,
  workspaceId: string,
  comment: { runId: string; stepSeq: number | null; authorId: string; authorName: string; text: string },
): Promise<CommentRow | undefined> {
  const [row] = await database
    .insert(runComments)
    .values({ id: newId(), workspaceId, ...comment })
    .returning();
  return row;
}

/** Every comment on a run, oldest first. */
export async function listComments(
  database: Database,
  workspaceId: string,
  runId: string,
): Promise<CommentRow[]> {
  return await database
    .select()
    .from(runComments)
    .where(and(eq(runComments.workspaceId, workspaceId), eq(runComments.runId, runId)))
    .orderBy(asc(runComments.id))
    .limit(1000);
}

/** A comment of the workspace, locked while the transaction lasts; undefined when there is none. */
export async function lockComment(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<CommentRow | undefined> {
  const [row] = await database
    .select()
    .from(runComments)
    .where(and(eq(runComments.workspaceId, workspaceId), eq(runComments.id, id)))
    .for("update");
  return row;
}

/** Changes the text of a comment, or erases it where the text is null; an erased one stays erased. */
export async function rewriteComment(
  database: Database,
  workspaceId: string,
  id: string,
  text: string | null,
): Promise<CommentRow | undefined> {
  const now = new Date();
  const [row] = await database
    .update(runComments)
    .set(text === null ? { text: "", deletedAt: now } : { text, editedAt: now })
    .where(
      and(eq(runComments.workspaceId, workspaceId), eq(runComments.id, id), isNull(runComments.deletedAt)),
    )
    .returning();
  return row;
}

/** Makes the notices that quote a comment say what it says now; removes them where it says nothing any more. */
export async function rewriteNoticesOf(
  database: Database,
  workspaceId: string,
  { id, runId }: { id: string; runId: string },
  text: string | null,
): Promise<void> {
  const those = and(
    eq(notices.workspaceId, workspaceId),
    eq(notices.runId, runId),
    like(notices.key, `comment ${id} %`),
  );
  if (text === null) await database.delete(notices).where(those);
  else await database.update(notices).set({ text }).where(those);
}

/** Whether a run has an event of this number. */
export async function hasEvent(
  database: Database,
  workspaceId: string,
  runId: string,
  seq: number,
): Promise<boolean> {
  const rows = await database
    .select({ seq: runEvents.seq })
    .from(runEvents)
    .where(and(eq(runEvents.workspaceId, workspaceId), eq(runEvents.runId, runId), eq(runEvents.seq, seq)))
    .limit(1);
  return rows.length > 0;
}

/** Gives a run to a member, or to nobody. */
export async function setAssignee(
  database: Database,
  workspaceId: string,
  runId: string,
  to: { userId: string; by: string } | null,
): Promise<void> {
  if (!to) {
    await database
      .delete(runAssignments)
      .where(and(eq(runAssignments.workspaceId, workspaceId), eq(runAssignments.runId, runId)));
    return;
  }
  const given = { userId: to.userId, assignedBy: to.by, assignedAt: new Date() };
  await database
    .insert(runAssignments)
    .values({ runId, workspaceId, ...given })
    .onConflictDoUpdate({ target: runAssignments.runId, set: given });
}

/** Who looks after each of some runs; who is no longer a member looks after none. */
export async function readAssignees(
  database: Database,
  workspaceId: string,
  runIds: readonly string[],
): Promise<Map<string, { userId: string; name: string }>> {
  if (runIds.length === 0) return new Map();
  const rows = await database
    .select({ runId: runAssignments.runId, userId: users.id, name: users.name, email: users.email })
    .from(runAssignments)
    .innerJoin(users, eq(users.id, runAssignments.userId))
    .innerJoin(members, and(eq(members.userId, users.id), eq(members.workspaceId, workspaceId)))
    .where(and(eq(runAssignments.workspaceId, workspaceId), inArray(runAssignments.runId, [...runIds])));
  return new Map(rows.map(({ runId, userId, name, email }) => [runId, { userId, name: name || email }]));
}

/** A condition on `runs`: those a user looks after. */
export function assignedTo(workspaceId: string, userId: string): SQL {
  return sql`EXISTS (SELECT FROM ${runAssignments} WHERE ${runAssignments.runId} = ${runs.id}
    AND ${runAssignments.workspaceId} = ${workspaceId} AND ${runAssignments.userId} = ${userId})`;
}
