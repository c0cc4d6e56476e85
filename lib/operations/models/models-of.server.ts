import "server-only";
import { database } from "#db/client.server.ts";
import { findWorkspace } from "#db/queries/workspaces.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import { workspaceModels } from "#lib/access/workspace-models.server.ts";
import { AppError } from "#lib/foundation/errors.ts";

/** The model settings of the actor's workspace, with what reaching its models needs. */
export async function modelsOf(actor: Actor) {
  const workspace = await findWorkspace(database(), actor.workspaceId);
  if (!workspace) throw new AppError("not_found", "The workspace is gone.");
  const reached = workspaceModels(database(), actor.workspaceId, workspace.settings);
  return { settings: workspace.settings.models, timeZone: workspace.settings.timeZone, ...reached };
}
