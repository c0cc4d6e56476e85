import "server-only";
import { type Database, database } from "#db/client.server.ts";
import { retryFailedEmbeddings } from "#db/queries/embeddings.server.ts";
import { moveSession } from "#db/queries/sessions.server.ts";
import {
  findWorkspace,
  listWorkspacesOfUser,
  updateWorkspace,
  type Workspace,
} from "#db/queries/workspaces.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize, parseRole } from "#lib/access/permissions.ts";
import type { WorkspaceSettings, WorkspaceSettingsChange } from "#lib/access/workspace-settings.ts";
import { AppError } from "#lib/foundation/errors.ts";

/** The workspaces the actor may be in; a token has exactly one. */
export async function listWorkspaces(actor: Actor) {
  authorize(actor, "read");
  if (actor.kind !== "member") {
    const { id, name } = await requireWorkspace(actor);
    return { items: [{ id, name, role: actor.role, isCurrent: true }] };
  }
  const rows = await listWorkspacesOfUser(database(), actor.id);
  const items = rows.map((row) => ({
    ...row,
    role: parseRole(row.role),
    isCurrent: row.id === actor.workspaceId,
  }));
  return { items };
}

/** The workspace the actor is in, with its settings. */
export async function readWorkspace(actor: Actor) {
  authorize(actor, "read");
  return present(actor, await requireWorkspace(actor));
}

/** Changes name or settings; what is left out stays. */
export async function changeWorkspace(
  actor: Actor,
  changes: { name?: string | undefined; settings?: WorkspaceSettingsChange | undefined },
) {
  authorize(actor, "settings.write");
  const changed = await database().transaction(async (tx) => {
    const before = await requireWorkspace(actor, tx);
    const name = changes.name ?? before.name;
    const settings = changes.settings ? mergeSettings(before.settings, changes.settings) : before.settings;
    await updateWorkspace(tx, actor.workspaceId, { name, settings });
    if (changes.settings?.models) await retryFailedEmbeddings(tx, actor.workspaceId);
    await recordAudit(tx, actor, {
      action: "workspace.changed",
      noun: "workspace",
      nounId: actor.workspaceId,
      before: { name: before.name, settings: before.settings },
      after: { name, settings },
    });
    return await requireWorkspace(actor, tx);
  });
  return present(actor, changed);
}

function mergeSettings(before: WorkspaceSettings, change: WorkspaceSettingsChange): WorkspaceSettings {
  return {
    models: change.models ?? before.models,
    egressAllowHosts: change.egressAllowHosts ?? before.egressAllowHosts,
    localOnly: change.localOnly ?? before.localOnly,
    timeZone: change.timeZone ?? before.timeZone,
    approvalNotices: change.approvalNotices ?? before.approvalNotices,
  };
}

/** Points the browser's session at another workspace its user belongs to. */
export async function switchWorkspace(actor: Actor, workspaceId: string, sessionId: string | undefined) {
  if (actor.kind !== "member" || !sessionId) {
    throw new AppError(
      "forbidden",
      "Only a signed-in browser can switch; an API token belongs to one workspace.",
    );
  }
  const target = (await listWorkspacesOfUser(database(), actor.id)).find((row) => row.id === workspaceId);
  if (!target) throw new AppError("not_found", "You do not belong to such a workspace.");
  await database().transaction(async (tx) => {
    await moveSession(tx, workspaceId, actor.id, sessionId);
    const there: Actor = { ...actor, workspaceId, role: parseRole(target.role) };
    const before = { workspaceId: actor.workspaceId };
    await recordAudit(tx, there, { action: "session.moved", noun: "session", nounId: sessionId, before });
  });
  return { id: target.id, name: target.name };
}

async function requireWorkspace(actor: Actor, handle: Database = database()): Promise<Workspace> {
  const workspace = await findWorkspace(handle, actor.workspaceId);
  if (!workspace) throw new AppError("not_found", "The workspace is gone.");
  return workspace;
}

function present(actor: Actor, workspace: Workspace) {
  const { id, name, settings, createdAt, updatedAt } = workspace;
  return {
    id,
    name,
    settings,
    role: actor.role,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
