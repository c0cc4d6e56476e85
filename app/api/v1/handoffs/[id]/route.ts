import { runContracts } from "#lib/api/contracts/runs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { answer } from "#lib/operations/handoffs/answer.server.ts";

export const POST = handle(runContracts.answerHandoff, answer);
