import "server-only";
import type { z } from "zod";
import { database } from "#db/client.server.ts";
import {
  deleteOpenInvitation,
  insertInvitation,
  listOpenInvitations,
} from "#db/queries/invitations.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize, parseRole, type Role } from "#lib/access/permissions.ts";
import { makeLinkToken } from "#lib/access/tokens.server.ts";
import type { invitationSchema } from "#lib/api/contracts/invitations.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError } from "#lib/foundation/errors.ts";

const validDays = 7;

type Row = Awaited<ReturnType<typeof insertInvitation>>;

/** Open invitations, newest first. */
export async function listInvitations(actor: Actor, page: { limit: number; cursor?: string | undefined }) {
  authorize(actor, "member.write");
  const rows = await listOpenInvitations(database(), actor.workspaceId, page);
  const { items, ...rest } = toPage(rows, page.limit);
  return { items: items.map(presentInvitation), ...rest };
}

/** Makes an invitation; `path` holds its one-time token and is answered only here. */
export async function createInvitation(actor: Actor, input: { email: string; role: Role }) {
  authorize(actor, "member.write");
  const link = makeLinkToken();
  const row = await database().transaction(async (tx) => {
    const stored = await insertInvitation(tx, actor.workspaceId, {
      ...input,
      tokenHash: link.hash,
      invitedBy: actor.kind === "member" ? actor.id : null,
      expiresAt: new Date(Date.now() + validDays * 86_400_000),
    });
    await recordAudit(tx, actor, {
      action: "invitation.created",
      noun: "invitation",
      nounId: stored.id,
      after: input,
    });
    return stored;
  });
  return { ...presentInvitation(row), path: `/invitation?token=${link.value}` };
}

/** Withdraws an open invitation; its link is worthless from now on. */
export async function deleteInvitation(actor: Actor, invitationId: string): Promise<void> {
  authorize(actor, "member.write");
  await database().transaction(async (tx) => {
    const row = await deleteOpenInvitation(tx, actor.workspaceId, invitationId);
    if (!row) throw new AppError("not_found", "There is no such open invitation.");
    const before = { email: row.email, role: row.role };
    await recordAudit(tx, actor, {
      action: "invitation.withdrawn",
      noun: "invitation",
      nounId: row.id,
      before,
    });
  });
}

function presentInvitation(row: Row): z.input<typeof invitationSchema> {
  const { id, email, expiresAt, createdAt } = row;
  const role = parseRole(row.role);
  return { id, email, role, expiresAt: expiresAt?.toISOString() ?? "", createdAt: createdAt.toISOString() };
}
