import { explanationContracts } from "#lib/api/contracts/explanations.ts";
import { handle } from "#lib/api/handle.server.ts";
import { explainRunAction } from "#lib/operations/runs/explain-action.server.ts";

export const GET = handle(explanationContracts.why, explainRunAction);
