import "server-only";
import { type Database, database } from "#db/client.server.ts";
import { revokeSessionsOfUser, revokeTokensOfUser } from "#db/queries/sessions.server.ts";
import { deleteMember, listMembers, lockMembers, updateMemberRole } from "#db/queries/workspaces.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { forgetCachedTokens } from "#lib/access/authenticate.server.ts";
import { type Actor, authorize, type Role } from "#lib/access/permissions.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { presentMember } from "./present-member.server.ts";

/** Gives a member another role; the workspace always keeps an owner. */
export async function changeMember(actor: Actor, memberId: string, role: Role) {
  authorize(actor, "member.write");
  return await database().transaction(async (tx) => {
    const member = await lockMember(tx, actor, memberId, role !== "owner");
    await updateMemberRole(tx, actor.workspaceId, memberId, role);
    const changed = (await listMembers(tx, actor.workspaceId)).find((row) => row.id === memberId);
    if (!changed) throw new AppError("not_found", "There is no such member.");
    await recordAudit(tx, actor, {
      action: "member.changed",
      noun: "member",
      nounId: memberId,
      before: { role: member.role },
      after: { role },
    });
    return presentMember(changed);
  });
}

/** Takes a member out of the workspace, with their sessions in it and the API tokens they made. */
export async function removeMember(actor: Actor, memberId: string): Promise<void> {
  authorize(actor, "member.write");
  await database().transaction(async (tx) => {
    const member = await lockMember(tx, actor, memberId, true);
    await deleteMember(tx, actor.workspaceId, memberId);
    await revokeSessionsOfUser(tx, actor.workspaceId, member.userId);
    await revokeTokensOfUser(tx, actor.workspaceId, member.userId);
    const before = { userId: member.userId, role: member.role };
    await recordAudit(tx, actor, { action: "member.removed", noun: "member", nounId: memberId, before });
  });
  forgetCachedTokens();
}

async function lockMember(tx: Database, actor: Actor, memberId: string, losesOwner: boolean) {
  const rows = await lockMembers(tx, actor.workspaceId);
  const member = rows.find((row) => row.id === memberId);
  if (!member) throw new AppError("not_found", "There is no such member.");
  const owners = rows.filter((row) => row.role === "owner");
  if (losesOwner && member.role === "owner" && owners.length === 1) {
    throw new AppError(
      "conflict",
      "The workspace needs at least one owner. Make somebody else an owner first.",
    );
  }
  return member;
}
