import { changeWorkspaceContract, readWorkspaceContract } from "#lib/api/contracts/workspaces.ts";
import { handle } from "#lib/api/handle.server.ts";
import { changeWorkspace, readWorkspace } from "#lib/operations/workspaces/manage-workspace.server.ts";

export const GET = handle(readWorkspaceContract, (actor) => readWorkspace(actor));

export const PATCH = handle(changeWorkspaceContract, (actor, { body }) => changeWorkspace(actor, body));
