import type {
  ChatDocument,
  ChatExchange,
  ChatHandoff,
  ChatRating,
  ChatSaid,
} from "#lib/api/contracts/chat.ts";
import { AppError, type ErrorCode } from "#lib/foundation/errors.ts";
import type { KeptConversation, UnsentMessage } from "./kept-conversation.ts";

/** How an answer grows while it is streamed; `started` comes first, also when the stream is told again. */
export type AnswerNews =
  | { type: "started"; conversationId: string; runId: string; isWithPerson?: boolean }
  | { type: "text"; text: string }
  | { type: "answer"; text: string; citations: ChatExchange["answers"][number]["citations"] }
  | { type: "said"; said: ChatSaid }
  | { type: "handoff"; handoff: ChatHandoff }
  | { type: "document"; document: ChatDocument }
  | { type: "status"; status: ChatExchange["status"] };

type Own = Pick<KeptConversation, "key" | "conversationId">;

/** Sends a message and hears its answer; ends with the stream. Sent again, it is answered by the run it started. */
export async function sendMessage(
  slug: string,
  own: Own,
  { id, text }: UnsentMessage,
  hear: (news: AnswerNews) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await request(`/api/chat/${encodeURIComponent(slug)}`, own, signal, {
    messages: [{ id, role: "user", parts: [{ type: "text", text }] }],
    ...(own.conversationId === undefined ? {} : { conversationId: own.conversationId }),
  });
  await hearStream(response, hear);
}

/** Hears the answer under way from its beginning; ends at once when there is none. */
export async function resumeAnswer(
  slug: string,
  own: Own,
  hear: (news: AnswerNews) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await request(`${addressOf(slug, own)}/stream`, own, signal);
  if (response.status !== 204) await hearStream(response, hear);
}

/** The whole conversation as the server knows it; null when it is no longer there. */
export async function readConversation(
  slug: string,
  own: Own,
  signal: AbortSignal,
): Promise<ChatExchange[] | null> {
  try {
    const response = await request(addressOf(slug, own), own, signal);
    return ((await response.json()) as { exchanges: ChatExchange[] }).exchanges;
  } catch (caught) {
    if (caught instanceof AppError && caught.code === "not_found") return null;
    throw caught;
  }
}

/** Stores what the contact thinks of an answer. */
export async function rateAnswer(
  slug: string,
  own: Own,
  rating: ChatRating & { runId: string },
): Promise<void> {
  await request(`${addressOf(slug, own)}/ratings`, own, AbortSignal.timeout(15_000), rating);
}

/** Saves a document of the conversation; its key goes in a header, so a plain link would not do. */
export async function saveDocument(slug: string, own: Own, document: ChatDocument): Promise<void> {
  const address = `${addressOf(slug, own)}/artifacts/${document.id}`;
  const response = await request(address, own, AbortSignal.timeout(60_000));
  const url = URL.createObjectURL(await response.blob());
  const link = window.document.createElement("a");
  link.href = url;
  link.download = document.name;
  link.click();
  URL.revokeObjectURL(url);
}

function addressOf(slug: string, own: Own): string {
  return `/api/chat/${encodeURIComponent(slug)}/${own.conversationId}`;
}

async function request(address: string, own: Own, signal: AbortSignal, body?: unknown): Promise<Response> {
  const response = await fetch(address, {
    signal,
    headers: {
      "x-conversation-key": own.key,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new AppError("unavailable", "The connection is gone. Check it, then try again.", { cause });
  });
  if (!response.ok) throw await refusalOf(response);
  return response;
}

async function hearStream(response: Response, hear: (news: AnswerNews) => void): Promise<void> {
  if (!response.body) return;
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
      if (chunk.type === "data-said") hear({ type: "said", said: chunk.data });
      if (chunk.type === "data-handoff") hear({ type: "handoff", handoff: chunk.data });
      if (chunk.type === "data-document") hear({ type: "document", document: chunk.data });
      if (chunk.type === "data-status") hear({ type: "status", ...chunk.data });
    }
  }
}

async function refusalOf(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => null);
  const { code, message } = (body as { error?: { code?: ErrorCode; message?: string } } | null)?.error ?? {};
  if (response.status === 429) {
    const seconds = Number(response.headers.get("retry-after")) || 60;
    return new AppError("rate_limited", `Too many messages came from here. Try again in ${seconds} seconds.`);
  }
  return new AppError(
    code ?? "unavailable",
    message ?? "The server cannot be reached. Try again in a moment.",
  );
}
