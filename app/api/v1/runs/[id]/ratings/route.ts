import { runContracts } from "#lib/api/contracts/runs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { rateRun } from "#lib/operations/runs/report.server.ts";

export const POST = handle(runContracts.rate, rateRun);
