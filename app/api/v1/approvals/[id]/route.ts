import { runContracts } from "#lib/api/contracts/runs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { decide } from "#lib/operations/approvals/decide.server.ts";

export const POST = handle(runContracts.decide, decide);
