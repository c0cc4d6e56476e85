import { runContracts } from "#lib/api/contracts/runs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { undoRun } from "#lib/operations/runs/undo-run.server.ts";

export const POST = handle(runContracts.undo, undoRun);
