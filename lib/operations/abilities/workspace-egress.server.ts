import "server-only";
import { database } from "#db/client.server.ts";
import { findWorkspace } from "#db/queries/workspaces.server.ts";
import { workspaceSettingsSchema } from "#lib/access/workspace-settings.ts";
import { env } from "#lib/foundation/env.server.ts";
import { createEgress, type Egress } from "#lib/net/egress.server.ts";

/** The way out under a workspace's own rules. */
export async function workspaceEgress(workspaceId: string): Promise<Egress> {
  const workspace = await findWorkspace(database(), workspaceId);
  const settings = workspaceSettingsSchema.parse(workspace?.settings ?? {});
  return createEgress({
    allowHosts: settings.egressAllowHosts,
    allowLoopback: env().AIMWRIGHT_ALLOW_LOOPBACK_EGRESS,
  });
}
