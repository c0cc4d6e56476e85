import { runContracts } from "#lib/api/contracts/runs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { cancelRun } from "#lib/operations/runs/read-runs.server.ts";

export const POST = handle(runContracts.cancel, cancelRun);
