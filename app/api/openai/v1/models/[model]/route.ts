import { openAiContracts } from "#lib/api/contracts/openai.ts";
import { handle } from "#lib/api/handle.server.ts";
import { openAiErrorResponse } from "#lib/api/openai-error.server.ts";
import { readModel } from "#lib/operations/openai/published-models.server.ts";

export const GET = handle(openAiContracts.model, readModel, openAiErrorResponse);
