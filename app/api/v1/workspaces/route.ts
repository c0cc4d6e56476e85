import { listWorkspacesContract } from "#lib/api/contracts/workspaces.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listWorkspaces } from "#lib/operations/workspaces/manage-workspace.server.ts";

export const GET = handle(listWorkspacesContract, (actor) => listWorkspaces(actor));
