import { runContracts } from "#lib/api/contracts/runs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listWorkspaceHandoffs } from "#lib/operations/handoffs/answer.server.ts";

export const GET = handle(runContracts.handoffs, listWorkspaceHandoffs);
