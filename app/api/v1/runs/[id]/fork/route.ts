import { explanationContracts } from "#lib/api/contracts/explanations.ts";
import { handle } from "#lib/api/handle.server.ts";
import { forkRun } from "#lib/operations/runs/fork-run.server.ts";

export const POST = handle(explanationContracts.fork, forkRun);
