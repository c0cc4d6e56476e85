import "server-only";
import { and, desc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { invitations, setupLinks } from "#db/schema/workspaces.ts";
import { newId } from "#lib/foundation/ids.ts";

/** Stores an open invitation. */
export async function insertInvitation(
  database: Database,
  workspaceId: string,
  values: { email: string; role: string; tokenHash: string; invitedBy: string | null; expiresAt: Date },
) {
  const row = { ...values, id: newId(), workspaceId, email: values.email.toLowerCase() };
  const [stored] = await database.insert(invitations).values(row).returning();
  if (!stored) throw new Error("insert into invitations returned no row");
  return stored;
}

/** A page of invitations nobody has accepted yet, newest first. */
export async function listOpenInvitations(
  database: Database,
  workspaceId: string,
  page: { limit: number; cursor?: string | undefined },
) {
  return await database
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.workspaceId, workspaceId),
        isNull(invitations.acceptedAt),
        page.cursor ? lt(invitations.id, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(invitations.id))
    .limit(page.limit + 1);
}

/** Withdraws an open invitation; nothing when the workspace has no such one. */
export async function deleteOpenInvitation(database: Database, workspaceId: string, invitationId: string) {
  const [row] = await database
    .delete(invitations)
    .where(
      and(
        eq(invitations.workspaceId, workspaceId),
        eq(invitations.id, invitationId),
        isNull(invitations.acceptedAt),
      ),
    )
    .returning();
  return row;
}

/** Uses up the open invitation with this token; of two attempts at once only one succeeds. */
export async function consumeInvitation(database: Database, tokenHash: string) {
  const [row] = await database
    .update(invitations)
    .set({ acceptedAt: new Date() })
    .where(
      and(
        eq(invitations.tokenHash, tokenHash),
        isNull(invitations.acceptedAt),
        gt(invitations.expiresAt, new Date()),
      ),
    )
    .returning();
  return row;
}

/** Uses up the newest open invitation of an e-mail address that an identity provider has vouched for. */
export async function consumeInvitationOfEmail(database: Database, email: string) {
  const [open] = await database
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.email, email.toLowerCase()),
        isNull(invitations.acceptedAt),
        gt(invitations.expiresAt, new Date()),
      ),
    )
    .orderBy(desc(invitations.id))
    .limit(1);
  return open && (await consumeInvitation(database, open.tokenHash));
}

/** Replaces every unused set-up link by this one. */
export async function replaceSetupLink(
  database: Database,
  tokenHash: string,
  expiresAt: Date,
): Promise<void> {
  await database.delete(setupLinks).where(isNull(setupLinks.usedAt));
  await database.insert(setupLinks).values({ tokenHash, expiresAt });
}

/** Uses up the set-up link; of two attempts at once only one succeeds. */
export async function consumeSetupLink(database: Database, tokenHash: string): Promise<boolean> {
  const rows = await database
    .update(setupLinks)
    .set({ usedAt: new Date() })
    .where(
      and(
        eq(setupLinks.tokenHash, tokenHash),
        isNull(setupLinks.usedAt),
        gt(setupLinks.expiresAt, new Date()),
      ),
    )
    .returning({ tokenHash: setupLinks.tokenHash });
  return rows.length > 0;
}

/** Whether a set-up link could still be used. */
export async function isSetupLinkLive(database: Database, tokenHash: string): Promise<boolean> {
  const [row] = await database
    .select({ usedAt: setupLinks.usedAt, expiresAt: setupLinks.expiresAt })
    .from(setupLinks)
    .where(eq(setupLinks.tokenHash, tokenHash));
  return row !== undefined && row.usedAt === null && row.expiresAt > new Date();
}

/** Lets one set-up at a time proceed until the transaction ends. */
export async function lockSetup(database: Database): Promise<void> {
  await database.execute(sql`select pg_advisory_xact_lock(hashtextextended('aimwright setup', 0))`);
}
