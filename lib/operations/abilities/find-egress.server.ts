import "server-only";
import { database } from "#db/client.server.ts";
import { findWorkspace } from "#db/queries/workspaces.server.ts";
import { workspaceEgress } from "#lib/access/workspace-models.server.ts";
import { workspaceSettingsSchema } from "#lib/access/workspace-settings.ts";
import type { Egress } from "#lib/net/egress.server.ts";

/** The way out under the rules a workspace has stored. */
export async function findEgress(workspaceId: string): Promise<Egress> {
  const workspace = await findWorkspace(database(), workspaceId);
  return workspaceEgress(workspaceSettingsSchema.parse(workspace?.settings ?? {}));
}
