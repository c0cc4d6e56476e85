import "server-only";
import { database } from "#db/client.server.ts";
import { consumeInvitationOfEmail } from "#db/queries/invitations.server.ts";
import { createSession, revokeSession } from "#db/queries/sessions.server.ts";
import { findUserByEmail, insertUser, listWorkspacesOfUser } from "#db/queries/workspaces.server.ts";
import { type AttemptLimit, countLimitedAttempt, forgiveAttempt } from "#lib/access/attempt-limit.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { actorFromSession } from "#lib/access/authenticate.server.ts";
import { isPasswordRight } from "#lib/access/passwords.server.ts";
import { type Actor, parseRole } from "#lib/access/permissions.ts";
import { sessionSeconds } from "#lib/access/session-cookie.server.ts";
import { joinWorkspace } from "#lib/operations/invitations/accept-invitation.server.ts";

const windowSeconds = 15 * 60;

/** A person who proved who they are. */
export type SignedInUser = { id: string; email: string; name: string };

/** The user these credentials belong to, or null; refuses with `rate_limited` after ten failures in 15 minutes. */
export async function checkCredentials(
  credentials: { email: string; password: string },
  ip: string,
): Promise<SignedInUser | null> {
  const email = credentials.email.trim().toLowerCase().slice(0, 254);
  const password = credentials.password.slice(0, 200);
  const limits = signInLimits(email, ip);
  for (const limit of limits) await countLimitedAttempt(limit);
  const user = await findUserByEmail(database(), email);
  if (!(await isPasswordRight(user?.passwordHash, password)) || !user) return null;
  for (const limit of limits) await forgiveAttempt(limit);
  return { id: user.id, email: user.email, name: user.name };
}

// The wider limits hold against guessing one account from many addresses and many accounts from one.
function signInLimits(email: string, ip: string): AttemptLimit[] {
  return [
    { key: `sign-in ${email} ${ip}`, limit: 10, windowSeconds },
    { key: `sign-in ${email}`, limit: 100, windowSeconds },
    { key: `sign-in ${ip}`, limit: 100, windowSeconds },
  ];
}

/** The user a trusted identity provider names: a member, or one with an open invitation, otherwise null. */
export async function admitByEmail(email: string, name: string): Promise<SignedInUser | null> {
  return await database().transaction(async (tx) => {
    const existing = await findUserByEmail(tx, email);
    const invitation = await consumeInvitationOfEmail(tx, email);
    if (!invitation && (!existing || (await listWorkspacesOfUser(tx, existing.id)).length === 0)) return null;
    const id = existing?.id ?? (await insertUser(tx, { email, name, passwordHash: null }));
    if (invitation) await joinWorkspace(tx, invitation, { userId: id, name });
    return { id, email: email.toLowerCase(), name: existing?.name ?? name };
  });
}

/** Stores a session in the user's first workspace and returns its id; null for a user who belongs to none. */
export async function startSession(user: SignedInUser): Promise<string | null> {
  return await database().transaction(async (tx) => {
    const [workspace] = await listWorkspacesOfUser(tx, user.id);
    if (!workspace) return null;
    const expiresAt = new Date(Date.now() + sessionSeconds * 1000);
    const id = await createSession(tx, workspace.id, user.id, expiresAt);
    const actor: Actor = {
      kind: "member",
      id: user.id,
      name: user.name,
      workspaceId: workspace.id,
      role: parseRole(workspace.role),
    };
    await recordAudit(tx, actor, { action: "session.started", noun: "session", nounId: id });
    return id;
  });
}

/** Ends a session for good; its cookie is worthless from now on, wherever it was copied to. */
export async function endSession(sessionId: string): Promise<void> {
  const actor = await actorFromSession(sessionId);
  if (!actor) return;
  await database().transaction(async (tx) => {
    await revokeSession(tx, sessionId);
    await recordAudit(tx, actor, { action: "session.ended", noun: "session", nounId: sessionId });
  });
}
