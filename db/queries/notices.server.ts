import "server-only";
import { and, desc, eq, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { blueprints } from "#db/schema/blueprints.ts";
import { noticeReads, notices } from "#db/schema/notices.ts";
import { runs } from "#db/schema/runs.ts";
import { newId } from "#lib/foundation/ids.ts";

/** Who looks: a notice is for them, for their role or for everybody, and read or unread by them. */
export type NoticeReader = { id: string; role: string };

/** Stores a notice once per run and key; the same key again gives the notice that is there. */
export async function insertNotice(
  database: Database,
  workspaceId: string,
  notice: {
    runId: string;
    key: string;
    role: string | null;
    /** The one user it is for. */
    recipientId?: string;
    /** The place on the run's page it speaks of. */
    anchor?: string;
    title: string;
    text: string;
  },
): Promise<string> {
  const [row] = await database
    .insert(notices)
    .values({ id: newId(), workspaceId, ...notice })
    .onConflictDoUpdate({ target: [notices.runId, notices.key], set: { key: notice.key } })
    .returning({ id: notices.id });
  return row?.id ?? "";
}

/** Takes a notice of a run back; false when it is gone already. */
export async function deleteNotice(
  database: Database,
  workspaceId: string,
  runId: string,
  id: string,
): Promise<boolean> {
  const removed = await database
    .delete(notices)
    .where(and(eq(notices.workspaceId, workspaceId), eq(notices.runId, runId), eq(notices.id, id)))
    .returning({ id: notices.id });
  return removed.length > 0;
}

/** Notices for a reader, newest first, `limit + 1` of them. */
export async function listNotices(
  database: Database,
  workspaceId: string,
  reader: NoticeReader,
  page: { limit: number; cursor?: string; unread?: boolean },
) {
  return await database
    .select({
      id: notices.id,
      runId: notices.runId,
      blueprintName: blueprints.name,
      role: notices.role,
      isPersonal: sql<boolean>`${notices.recipientId} IS NOT NULL`,
      anchor: notices.anchor,
      title: notices.title,
      text: notices.text,
      createdAt: notices.createdAt,
      readAt: noticeReads.readAt,
    })
    .from(notices)
    .innerJoin(runs, eq(runs.id, notices.runId))
    .innerJoin(blueprints, eq(blueprints.id, runs.blueprintId))
    .leftJoin(noticeReads, readBy(reader))
    .where(
      and(
        isFor(workspaceId, reader),
        page.unread ? isNull(noticeReads.readAt) : undefined,
        page.cursor ? lt(notices.id, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(notices.id))
    .limit(page.limit + 1);
}

/** How many notices a reader has not read. */
export async function countUnreadNotices(
  database: Database,
  workspaceId: string,
  reader: NoticeReader,
): Promise<number> {
  const [row] = await database
    .select({ count: sql<number>`count(*)::int` })
    .from(notices)
    .leftJoin(noticeReads, readBy(reader))
    .where(and(isFor(workspaceId, reader), isNull(noticeReads.readAt)));
  return row?.count ?? 0;
}

/** Marks notices read by a reader, all of theirs when no ids are given; says how many were unread. */
export async function markNoticesRead(
  database: Database,
  workspaceId: string,
  reader: NoticeReader,
  ids: string[] | undefined,
): Promise<number> {
  const unread = await database
    .select({ noticeId: notices.id })
    .from(notices)
    .leftJoin(noticeReads, readBy(reader))
    .where(
      and(isFor(workspaceId, reader), isNull(noticeReads.readAt), ids ? inArray(notices.id, ids) : undefined),
    );
  if (unread.length === 0) return 0;
  const rows = unread.map(({ noticeId }) => ({ noticeId, readerId: reader.id, readAt: new Date() }));
  const marked = await database
    .insert(noticeReads)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: noticeReads.noticeId });
  return marked.length;
}

function isFor(workspaceId: string, reader: NoticeReader): SQL | undefined {
  const forRole = or(isNull(notices.role), eq(notices.role, reader.role));
  return and(
    eq(notices.workspaceId, workspaceId),
    or(eq(notices.recipientId, reader.id), and(isNull(notices.recipientId), forRole)),
  );
}

function readBy(reader: NoticeReader): SQL | undefined {
  return and(eq(noticeReads.noticeId, notices.id), eq(noticeReads.readerId, reader.id));
}
