import type { ChatExchange } from "#lib/api/contracts/chat.ts";
import type { KeptConversation } from "./kept-conversation.ts";

/** How an answer grows while it is streamed. */
export type AnswerNews =
  | { type: "started"; conversationId: string; runId: string }
  | { type: "text"; text: string }
  | { type: "answer"; text: string; citations: ChatExchange["answers"][number]["citations"] }
  | { type: "status"; status: ChatExchange["status"] };

/** Sends a message and hears its answer; ends with the stream. */
export async function sendMessage(
  slug: string,
  kept: KeptConversation,
  text: string,
  hear: (news: AnswerNews) => void,
): Promise<void> {
  const response = await fetch(`/api/chat/${encodeURIComponent(slug)}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-conversation-key": kept.key },
    body: JSON.stringify({
      messages: [{ role: "user", parts: [{ type: "text", text }] }],
      ...(kept.conversationId === undefined ? {} : { conversationId: kept.conversationId }),
    }),
  });
  if (!response.ok || !response.body) throw new Error(await messageOf(response));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let streamed = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const blocks = (rest + read.value).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      if (!block.startsWith("data: ") || block === "data: [DONE]") continue;
      const chunk = JSON.parse(block.slice("data: ".length));
      if (chunk.type === "start") hear({ type: "started", ...chunk.messageMetadata });
      if (chunk.type === "text-start") streamed = "";
      if (chunk.type === "text-delta") {
        streamed += chunk.delta;
        hear({ type: "text", text: streamed });
      }
      if (chunk.type === "data-answer") hear({ type: "answer", ...chunk.data });
      if (chunk.type === "data-status") hear({ type: "status", ...chunk.data });
    }
  }
}

/** The whole conversation as the server knows it; null when it is no longer there. */
export async function readConversation(
  slug: string,
  kept: KeptConversation,
  signal: AbortSignal,
): Promise<ChatExchange[] | null> {
  const address = `/api/chat/${encodeURIComponent(slug)}/${kept.conversationId}`;
  const response = await fetch(address, { headers: { "x-conversation-key": kept.key }, signal });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(await messageOf(response));
  const { exchanges } = (await response.json()) as { exchanges: ChatExchange[] };
  return exchanges;
}

async function messageOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const message = (body as { error?: { message?: string } } | null)?.error?.message;
  return message ?? "The message could not be sent. Try again.";
}
