import { runContracts } from "#lib/api/contracts/runs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listWorkspaceApprovals } from "#lib/operations/approvals/decide.server.ts";

export const GET = handle(runContracts.approvals, listWorkspaceApprovals);
