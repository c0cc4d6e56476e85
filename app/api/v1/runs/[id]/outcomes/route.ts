import { runContracts } from "#lib/api/contracts/runs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { reportOutcome } from "#lib/operations/runs/report.server.ts";

export const POST = handle(runContracts.reportOutcome, reportOutcome);
