import { openAiContracts } from "#lib/api/contracts/openai.ts";
import { handle } from "#lib/api/handle.server.ts";
import { openAiErrorResponse } from "#lib/api/openai-error.server.ts";
import { completeChat } from "#lib/operations/openai/complete-chat.server.ts";

export const POST = handle(openAiContracts.complete, completeChat, openAiErrorResponse);
