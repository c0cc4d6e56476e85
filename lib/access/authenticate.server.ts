import "server-only";
import { database } from "#db/client.server.ts";
import { findLiveSession, findLiveToken, touchToken } from "#db/queries/sessions.server.ts";
import { logFailure } from "#lib/foundation/log-failure.server.ts";
import { type Actor, parseRole } from "./permissions.ts";
import { sessionIdFromCookies } from "./session-cookie.server.ts";
import { hashToken } from "./tokens.server.ts";

const cacheMilliseconds = 1000;
const cacheEntries = 1000;
const touchEveryMilliseconds = 60_000;

type CachedToken = { actor: Actor; until: number };
const tokenCache = new Map<string, CachedToken>();
const touchedAt = new Map<string, number>();

/** Forgets cached tokens, so that a revocation holds in this process at once. */
export function forgetCachedTokens(): void {
  tokenCache.clear();
}

/** The actor behind an API token's value, or null when unknown, revoked or expired. */
export async function actorFromToken(value: string): Promise<Actor | null> {
  const hash = hashToken(value);
  const now = Date.now();
  const cached = tokenCache.get(hash);
  if (cached && cached.until > now) return cached.actor;
  const row = await findLiveToken(database(), hash);
  if (!row) {
    tokenCache.delete(hash);
    return null;
  }
  const actor: Actor = {
    kind: "token",
    id: row.id,
    name: row.name,
    workspaceId: row.workspaceId,
    role: parseRole(row.role),
  };
  if (tokenCache.size >= cacheEntries) tokenCache.clear();
  const expiry = row.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  tokenCache.set(hash, { actor, until: Math.min(now + cacheMilliseconds, expiry) });
  noteUse(actor, row.lastUsedAt, now);
  return actor;
}

function noteUse(actor: Actor, lastUsedAt: Date | null, now: number): void {
  const last = Math.max(lastUsedAt?.getTime() ?? 0, touchedAt.get(actor.id) ?? 0);
  if (now - last < touchEveryMilliseconds) return;
  if (touchedAt.size >= cacheEntries) touchedAt.clear();
  touchedAt.set(actor.id, now);
  // Not awaited: the caller need not wait for a note about itself.
  touchToken(database(), actor.workspaceId, actor.id).catch((caught) => logFailure("token.touch", caught));
}

/** The member behind a session id, or null when the session was revoked or has expired. */
export async function actorFromSession(sessionId: string): Promise<Actor | null> {
  const row = await findLiveSession(database(), sessionId);
  if (!row) return null;
  return {
    kind: "member",
    id: row.userId,
    name: row.name || row.email,
    workspaceId: row.workspaceId,
    role: parseRole(row.role),
  };
}

/** Who sends this request; a bearer token that does not hold is never made good by a cookie. */
export async function actorFromRequest(request: Request): Promise<Actor | null> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const match = /^Bearer +([^\s]{8,512})$/i.exec(authorization);
    return match?.[1] ? await actorFromToken(match[1]) : null;
  }
  const sessionId = sessionIdFromCookies(request.headers.get("cookie"));
  return sessionId ? await actorFromSession(sessionId) : null;
}
