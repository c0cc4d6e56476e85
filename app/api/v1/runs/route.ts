import { runContracts } from "#lib/api/contracts/runs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listWorkspaceRuns } from "#lib/operations/runs/read-runs.server.ts";

export const GET = handle(runContracts.list, listWorkspaceRuns);
