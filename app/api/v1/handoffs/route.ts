import { handoffContracts } from "#lib/api/contracts/handoffs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listWorkspaceHandoffs } from "#lib/operations/handoffs/present-handoff.server.ts";

export const GET = handle(handoffContracts.list, listWorkspaceHandoffs);
