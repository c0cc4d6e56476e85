import "server-only";
import { type Database, database } from "#db/client.server.ts";
import { consumeInvitation } from "#db/queries/invitations.server.ts";
import { findUserByEmail, insertMember, insertUser } from "#db/queries/workspaces.server.ts";
import { countLimitedAttempt } from "#lib/access/attempt-limit.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { hashPassword, isPasswordRight } from "#lib/access/passwords.server.ts";
import { type Actor, parseRole } from "#lib/access/permissions.ts";
import { hashToken } from "#lib/access/tokens.server.ts";
import { AppError } from "#lib/foundation/errors.ts";

/** Makes the invited person a member, creating the user when the address is new; the link works once. */
export async function acceptInvitation(input: { token: string; name: string; password: string }) {
  const tokenHash = hashToken(input.token);
  await countLimitedAttempt({ key: `invitation ${tokenHash}`, limit: 10, windowSeconds: 900 });
  return await database().transaction(async (tx) => {
    const invitation = await consumeInvitation(tx, tokenHash);
    if (!invitation)
      throw new AppError("not_found", "This invitation is used up or has expired. Ask for a new one.");
    const userId = await userOf(tx, invitation.email, input);
    await joinWorkspace(tx, invitation, { userId, name: input.name });
    return { workspaceId: invitation.workspaceId, userId, email: invitation.email };
  });
}

/** Adds a user to the workspace of a consumed invitation and writes it to the audit log. */
export async function joinWorkspace(
  tx: Database,
  invitation: { id: string; workspaceId: string; role: string },
  user: { userId: string; name: string },
): Promise<void> {
  const role = parseRole(invitation.role);
  await insertMember(tx, invitation.workspaceId, user.userId, role);
  const actor: Actor = {
    kind: "member",
    id: user.userId,
    name: user.name,
    workspaceId: invitation.workspaceId,
    role,
  };
  const after = { invitationId: invitation.id, role };
  await recordAudit(tx, actor, { action: "member.joined", noun: "member", nounId: user.userId, after });
}

async function userOf(
  tx: Database,
  email: string,
  input: { name: string; password: string },
): Promise<string> {
  const existing = await findUserByEmail(tx, email);
  if (!existing) {
    return await insertUser(tx, {
      email,
      name: input.name,
      passwordHash: await hashPassword(input.password),
    });
  }
  // Holding a link must not be enough to act as somebody who already has an account.
  if (await isPasswordRight(existing.passwordHash, input.password)) return existing.id;
  throw new AppError("forbidden", "An account with this e-mail address exists. Give its password to join.");
}
