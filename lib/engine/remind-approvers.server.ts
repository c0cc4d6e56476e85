import "server-only";
import { database } from "#db/client.server.ts";
import { insertNotice } from "#db/queries/notices.server.ts";
import { takeDueApprovals } from "#db/queries/people.server.ts";
import { roles } from "#lib/access/permissions.ts";
import { planDeliveries } from "./plan-deliveries.server.ts";

/** Tells those who may decide of approvals that have waited as long as their authors would let them, once each. */
export async function remindApprovers(): Promise<void> {
  await takeDueApprovals(database(), async (tx, due) => {
    const title =
      due.what === "reminder"
        ? `Still waiting: ${due.title}`
        : `Nobody has decided, so you are asked: ${due.title}`;
    // A notice is for one role, so each that may decide gets its own.
    for (const role of roles.slice(0, roles.indexOf(due.role) + 1))
      await insertNotice(tx, due.workspaceId, {
        runId: due.runId,
        key: `approval ${due.id} ${due.what} ${role}`,
        role,
        title,
        text: due.reason,
      });
    await planDeliveries(tx, due);
  });
}
