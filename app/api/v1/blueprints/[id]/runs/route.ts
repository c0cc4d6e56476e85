import { runContracts } from "#lib/api/contracts/runs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { startRunByRequest } from "#lib/operations/runs/start-run-by-request.server.ts";

export const POST = handle(runContracts.start, startRunByRequest);
