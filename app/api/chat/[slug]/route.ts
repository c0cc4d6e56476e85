import { chatContracts } from "#lib/api/contracts/chat.ts";
import { handlePublic } from "#lib/api/handle.server.ts";
import { answerContact } from "#lib/operations/chat/answer-contact.server.ts";

export const POST = handlePublic(chatContracts.send, (_actor, input, request) =>
  answerContact(input, request),
);
