import "server-only";
import { and, desc, eq, gt, isNull, lt, or } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { apiTokens, sessions } from "#db/schema/sessions.ts";
import { members, users } from "#db/schema/workspaces.ts";
import { newId } from "#lib/foundation/ids.ts";

/** Stores a sign-in; its id goes into the cookie. */
export async function createSession(
  database: Database,
  workspaceId: string,
  userId: string,
  expiresAt: Date,
): Promise<string> {
  const id = newId();
  await database.insert(sessions).values({ id, workspaceId, userId, expiresAt });
  return id;
}

/** The live session with its member; nothing when revoked, expired or no longer a member. Before any tenant is known. */
export async function findLiveSession(database: Database, sessionId: string) {
  const [row] = await database
    .select({
      workspaceId: sessions.workspaceId,
      userId: users.id,
      name: users.name,
      email: users.email,
      role: members.role,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(
      members,
      and(eq(members.userId, sessions.userId), eq(members.workspaceId, sessions.workspaceId)),
    )
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt), gt(sessions.expiresAt, new Date())));
  return row;
}

/** Ends one session; the cookie that names it is worthless from now on. */
export async function revokeSession(database: Database, sessionId: string): Promise<void> {
  await database
    .update(sessions)
    .set({ revokedAt: new Date() })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
}

/** Ends every session of a user in a workspace. */
export async function revokeSessionsOfUser(
  database: Database,
  workspaceId: string,
  userId: string,
): Promise<void> {
  await database
    .update(sessions)
    .set({ revokedAt: new Date() })
    .where(
      and(eq(sessions.workspaceId, workspaceId), eq(sessions.userId, userId), isNull(sessions.revokedAt)),
    );
}

/** Points a session at another workspace of the same user. */
export async function moveSession(
  database: Database,
  workspaceId: string,
  userId: string,
  sessionId: string,
) {
  await database
    .update(sessions)
    .set({ workspaceId })
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)));
}

/** The live API token with this hash. Before any tenant is known. */
export async function findLiveToken(database: Database, tokenHash: string) {
  const [row] = await database
    .select({
      id: apiTokens.id,
      workspaceId: apiTokens.workspaceId,
      name: apiTokens.name,
      role: apiTokens.role,
      lastUsedAt: apiTokens.lastUsedAt,
      expiresAt: apiTokens.expiresAt,
    })
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.tokenHash, tokenHash),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, new Date())),
      ),
    );
  return row;
}

/** Notes the use of a token. */
export async function touchToken(database: Database, workspaceId: string, tokenId: string): Promise<void> {
  await database
    .update(apiTokens)
    .set({ lastUsedAt: new Date() })
    .where(and(eq(apiTokens.workspaceId, workspaceId), eq(apiTokens.id, tokenId)));
}

/** Stores a token's hash. */
export async function insertToken(
  database: Database,
  workspaceId: string,
  values: Omit<typeof apiTokens.$inferInsert, "id" | "workspaceId">,
) {
  const [row] = await database
    .insert(apiTokens)
    .values({ ...values, id: newId(), workspaceId })
    .returning();
  if (!row) throw new Error("insert into api_tokens returned no row");
  return row;
}

/** A page of tokens, newest first, revoked ones left out. */
export async function listTokens(
  database: Database,
  workspaceId: string,
  page: { limit: number; cursor?: string | undefined },
) {
  return await database
    .select()
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.workspaceId, workspaceId),
        isNull(apiTokens.revokedAt),
        page.cursor ? lt(apiTokens.id, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(apiTokens.id))
    .limit(page.limit + 1);
}

/** Revokes the tokens a user made, whose values that person may still hold. */
export async function revokeTokensOfUser(
  database: Database,
  workspaceId: string,
  userId: string,
): Promise<void> {
  await database
    .update(apiTokens)
    .set({ revokedAt: new Date() })
    .where(
      and(
        eq(apiTokens.workspaceId, workspaceId),
        eq(apiTokens.createdBy, userId),
        isNull(apiTokens.revokedAt),
      ),
    );
}

/** Revokes a token; nothing when the workspace has no such live token. */
export async function revokeToken(database: Database, workspaceId: string, tokenId: string) {
  const [row] = await database
    .update(apiTokens)
    .set({ revokedAt: new Date() })
    .where(
      and(eq(apiTokens.workspaceId, workspaceId), eq(apiTokens.id, tokenId), isNull(apiTokens.revokedAt)),
    )
    .returning();
  return row;
}
