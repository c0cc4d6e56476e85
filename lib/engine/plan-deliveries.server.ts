import "server-only";
import { type Database, database } from "#db/client.server.ts";
import {
  type DeliveryReason,
  insertDeliveries,
  takeUntoldApprovals,
  wasTold,
} from "#db/queries/approval-deliveries.server.ts";
import { findWorkspace, listMembers } from "#db/queries/workspaces.server.ts";
import { parseRole, type Role, roles } from "#lib/access/permissions.ts";
import { workspaceSettingsSchema } from "#lib/access/workspace-settings.ts";

/** Whether a role may decide what the given role and those above may. */
export function mayDecide(role: string, least: string): boolean {
  const rank = (name: string): number => roles.indexOf(parseRole(name) satisfies Role);
  return rank(role) <= rank(least);
}

/** Makes messages ready for approvals that came up since the last round. */
export async function planUntold(): Promise<void> {
  await database().transaction(async (tx) => {
    for (const approval of await takeUntoldApprovals(tx)) await plan(tx, { ...approval, what: "requested" });
  });
}

/** Makes the messages ready that remind of an approval or pass it up, where outsiders were told of it. */
export async function planDeliveries(
  tx: Database,
  due: { id: string; workspaceId: string; role: string; what: DeliveryReason },
): Promise<void> {
  if (await wasTold(tx, due.workspaceId, due.id)) await plan(tx, due);
}

async function plan(
  tx: Database,
  due: { id: string; workspaceId: string; role: string; what: DeliveryReason },
): Promise<void> {
  const workspace = await findWorkspace(tx, due.workspaceId);
  const { webhook, mail } = workspaceSettingsSchema.parse(workspace?.settings ?? {}).approvalNotices;
  const message = { approvalId: due.id, what: due.what, role: due.role };
  const members = mail ? await listMembers(tx, due.workspaceId) : [];
  const readers = members.filter((member) => mayDecide(member.role, due.role));
  await insertDeliveries(tx, due.workspaceId, [
    ...(webhook ? [{ ...message, channel: "webhook" as const, recipientId: "" }] : []),
    ...readers.map(({ userId }) => ({ ...message, channel: "mail" as const, recipientId: userId })),
  ]);
}
