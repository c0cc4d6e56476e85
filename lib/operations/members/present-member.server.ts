import "server-only";
import type { z } from "zod";
import type { listMembers } from "#db/queries/workspaces.server.ts";
import { parseRole } from "#lib/access/permissions.ts";
import type { memberSchema } from "#lib/api/contracts/members.ts";

/** A member as the API shows it. */
export function presentMember(
  row: Awaited<ReturnType<typeof listMembers>>[number],
): z.input<typeof memberSchema> {
  return { ...row, role: parseRole(row.role), createdAt: row.createdAt.toISOString() };
}
