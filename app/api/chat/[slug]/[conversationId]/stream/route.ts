import { chatContracts } from "#lib/api/contracts/chat.ts";
import { handlePublic } from "#lib/api/handle.server.ts";
import { resumeAnswer } from "#lib/operations/chat/resume-answer.server.ts";

export const GET = handlePublic(chatContracts.resume, (_actor, { params }, request) =>
  resumeAnswer(params.slug, params.conversationId, request),
);
