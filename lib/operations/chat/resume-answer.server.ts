import "server-only";
import { database } from "#db/client.server.ts";
import { listRuns } from "#db/queries/runs.server.ts";
import { findHostedChat } from "./find-hosted-chat.server.ts";
import { accessHashOf, assertOwnConversation } from "./own-conversation.server.ts";
import { streamToContact } from "./stream-to-contact.server.ts";

/** The stream of the answer under way in a contact's own conversation, told from its beginning; empty when none is. */
export async function resumeAnswer(
  slug: string,
  conversationId: string,
  request: { headers: Headers; signal: AbortSignal },
): Promise<Response> {
  const chat = await findHostedChat(slug);
  await assertOwnConversation(chat, conversationId, accessHashOf(request.headers));
  const { workspaceId } = chat.actor;
  const [newest] = await listRuns(database(), workspaceId, { conversationId }, { limit: 1 });
  if (!newest || newest.finishedAt !== null)
    return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
  return streamToContact(
    workspaceId,
    { runId: newest.id, conversationId, isWithPerson: newest.status === "waiting" },
    request.signal,
  );
}
