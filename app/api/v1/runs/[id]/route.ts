import { runContracts } from "#lib/api/contracts/runs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readRun } from "#lib/operations/runs/read-runs.server.ts";

export const GET = handle(runContracts.get, readRun);
