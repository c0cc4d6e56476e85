import { runContracts } from "#lib/api/contracts/runs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { answerRunEvents } from "#lib/operations/runs/run-events.server.ts";

export const GET = handle(runContracts.events, answerRunEvents);
