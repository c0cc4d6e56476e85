import { chatContracts } from "#lib/api/contracts/chat.ts";
import { handlePublic } from "#lib/api/handle.server.ts";
import { readOwnTranscript } from "#lib/operations/chat/read-transcript.server.ts";

export const GET = handlePublic(chatContracts.transcript, (_actor, { params }, { headers }) =>
  readOwnTranscript(params.slug, params.conversationId, headers),
);
