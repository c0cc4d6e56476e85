import { sessionIdFromCookies } from "#lib/access/session-cookie.server.ts";
import { switchWorkspaceContract } from "#lib/api/contracts/workspaces.ts";
import { handle } from "#lib/api/handle.server.ts";
import { switchWorkspace } from "#lib/operations/workspaces/manage-workspace.server.ts";

export const POST = handle(switchWorkspaceContract, (actor, { params }, { headers }) =>
  switchWorkspace(actor, params.id, sessionIdFromCookies(headers.get("cookie"))),
);
