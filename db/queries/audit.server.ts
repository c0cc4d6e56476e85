import "server-only";
import { and, asc, desc, eq, gt, lt, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { auditEntries } from "#db/schema/secrets.ts";

/** A stored line of the audit log. */
export type AuditRow = typeof auditEntries.$inferSelect;

/** Takes the workspace's audit lock until the transaction ends, then returns its newest entry. */
export async function lockAuditTail(database: Database, workspaceId: string) {
  await database.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`audit:${workspaceId}`}, 0))`);
  const [row] = await database
    .select({ seq: auditEntries.seq, hash: auditEntries.hash })
    .from(auditEntries)
    .where(eq(auditEntries.workspaceId, workspaceId))
    .orderBy(desc(auditEntries.seq))
    .limit(1);
  return row;
}

/** Appends one entry. */
export async function insertAuditEntry(
  database: Database,
  workspaceId: string,
  entry: Omit<AuditRow, "workspaceId">,
) {
  await database.insert(auditEntries).values({ ...entry, workspaceId });
}

/** A page of entries, newest first. */
export async function listAuditEntries(
  database: Database,
  workspaceId: string,
  page: {
    limit: number;
    cursor?: string | undefined;
    noun?: string | undefined;
    nounId?: string | undefined;
  },
): Promise<AuditRow[]> {
  return await database
    .select()
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.workspaceId, workspaceId),
        page.cursor ? lt(auditEntries.id, page.cursor) : undefined,
        page.noun ? eq(auditEntries.noun, page.noun) : undefined,
        page.nounId ? eq(auditEntries.nounId, page.nounId) : undefined,
      ),
    )
    .orderBy(desc(auditEntries.seq))
    .limit(page.limit + 1);
}

/** The next entries after a sequence number, oldest first, for verification. */
export async function readAuditEntries(
  database: Database,
  workspaceId: string,
  afterSeq: number,
  limit: number,
) {
  return await database
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.workspaceId, workspaceId), gt(auditEntries.seq, afterSeq)))
    .orderBy(asc(auditEntries.seq))
    .limit(limit);
}

/** One entry by its number, or undefined. */
export async function readAuditEntry(
  database: Database,
  workspaceId: string,
  seq: number,
): Promise<AuditRow | undefined> {
  const [row] = await readAuditEntries(database, workspaceId, seq - 1, 1);
  return row?.seq === seq ? row : undefined;
}

/** Every workspace that has an audit log; for the operator's verification. */
export async function listAuditedWorkspaces(database: Database): Promise<string[]> {
  const rows = await database.selectDistinct({ id: auditEntries.workspaceId }).from(auditEntries);
  return rows.map((row) => row.id);
}
