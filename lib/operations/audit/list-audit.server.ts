import "server-only";
import { z } from "zod";
import { database } from "#db/client.server.ts";
import { listAuditEntries } from "#db/queries/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { auditEntrySchema } from "#lib/api/contracts/audit.ts";
import { toPage } from "#lib/api/pagination.ts";

type Page = {
  limit: number;
  cursor?: string | undefined;
  noun?: string | undefined;
  nounId?: string | undefined;
};

/** The workspace's audit log, newest first. */
export async function listAudit(actor: Actor, page: Page) {
  authorize(actor, "audit.read");
  const { items, ...rest } = toPage(await listAuditEntries(database(), actor.workspaceId, page), page.limit);
  const entries = items.map((row) => ({ ...row, at: row.at?.toISOString() }));
  return { items: z.array(auditEntrySchema).parse(entries), ...rest };
}
