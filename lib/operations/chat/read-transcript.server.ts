import "server-only";
import { databasePool } from "#db/client.server.ts";
import { readTranscript, type TranscriptRun } from "#db/queries/conversation-transcript.server.ts";
import { readLive } from "#db/queries/run-log.server.ts";
import type { ChatExchange } from "#lib/api/contracts/chat.ts";
import { findHostedChat } from "./find-hosted-chat.server.ts";
import { handoffAfter, saidBy } from "./heard-by-contact.ts";
import { accessHashOf, assertOwnConversation } from "./own-conversation.server.ts";

/** A contact's own conversation with what its running run has said so far. */
export async function readOwnTranscript(
  slug: string,
  conversationId: string,
  headers: Headers,
): Promise<{ exchanges: ChatExchange[] }> {
  const chat = await findHostedChat(slug);
  await assertOwnConversation(chat, conversationId, accessHashOf(headers));
  const runs = await readTranscript(databasePool(), chat.actor.workspaceId, conversationId, chat.actor.name);
  return { exchanges: await Promise.all(runs.map(exchangeOf)) };
}

async function exchangeOf(run: TranscriptRun): Promise<ChatExchange> {
  const events = run.said ?? [];
  const said = events.map(saidBy).filter((one) => one !== null);
  const handoff = events.map(handoffAfter).findLast((one) => one !== null) ?? null;
  const status = statusOf(run.status);
  const isOver = status !== "running" && status !== "waiting";
  const plain =
    isOver && run.answer && handoff?.state !== "closed" && !said.some(({ from }) => from === "agent")
      ? [{ text: run.answer, citations: [], from: "agent" as const, by: "", messageId: null }]
      : [];
  const live = status === "running" ? await readLive(databasePool(), run.id) : null;
  const isStored = said.some(({ text }) => live !== null && text === live.text);
  return {
    runId: run.id,
    messageId: run.messageId,
    question: run.question,
    answers: [...said, ...plain],
    handoff,
    documents: run.documents ?? [],
    live: isStored ? "" : (live?.text ?? ""),
    status,
    rating: run.rating && { value: run.rating.value > 0 ? 1 : -1, comment: run.rating.comment },
  };
}

function statusOf(status: string): ChatExchange["status"] {
  if (status === "waiting" || status === "succeeded" || status === "failed" || status === "cancelled")
    return status;
  return "running";
}
