import { chatContracts } from "#lib/api/contracts/chat.ts";
import { handlePublic } from "#lib/api/handle.server.ts";
import { rateAnswer } from "#lib/operations/chat/rate-answer.server.ts";

export const POST = handlePublic(chatContracts.rate, (_actor, input, { headers }) =>
  rateAnswer(input, headers),
);
