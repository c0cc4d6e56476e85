import { explanationContracts } from "#lib/api/contracts/explanations.ts";
import { handle } from "#lib/api/handle.server.ts";
import { replayStoredRun } from "#lib/operations/runs/replay-run.server.ts";

export const POST = handle(explanationContracts.replay, replayStoredRun);
