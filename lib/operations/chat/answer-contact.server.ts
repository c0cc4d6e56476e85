import "server-only";
import { createUIMessageStream, createUIMessageStreamResponse, type UIMessage } from "ai";
import type { ContractInput } from "#lib/api/contract.ts";
import type { ChatCitation, chatContracts } from "#lib/api/contracts/chat.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { followRun } from "#lib/operations/runs/follow-run.server.ts";
import { startRun } from "#lib/operations/runs/start-run.server.ts";
import { findHostedChat } from "./find-hosted-chat.server.ts";
import { accessHashOf, assertOwnConversation } from "./own-conversation.server.ts";
import { publicCitation } from "./public-citation.ts";
import { textPieces } from "./text-pieces.ts";

type HostedMessage = UIMessage<
  { conversationId: string; runId: string },
  {
    /** A whole answer, which stands instead of the pieces streamed before it. */
    answer: { text: string; citations: ChatCitation[] };
    status: { status: "running" | "waiting" | "failed" };
  }
>;

/** Starts a run with the last message's text and streams what a contact may hear of it. */
export async function answerContact(
  { params, body }: ContractInput<typeof chatContracts.send>,
  request: { headers: Headers; signal: AbortSignal },
): Promise<Response> {
  const chat = await findHostedChat(params.slug);
  const accessHash = accessHashOf(request.headers);
  const { conversationId } = body;
  if (conversationId) await assertOwnConversation(chat, conversationId, accessHash);
  const { workspaceId } = chat.actor;
  const started = await startRun(chat.actor, {
    blueprint: chat.blueprintId,
    input: { text: questionOf(body.messages) },
    conversationId,
    version: "live",
    channel: "hosted",
    triggerNodeId: chat.nodeId,
    accessHash,
  });
  const stream = createUIMessageStream<HostedMessage>({
    execute: async ({ writer }) => {
      writer.write({ type: "start", messageId: started.runId, messageMetadata: started });
      const pieces = textPieces((chunk) => writer.write(chunk));
      const tell = (status: "running" | "waiting" | "failed") =>
        writer.write({ type: "data-status", data: { status }, transient: true });
      let answers = 0;
      for await (const { event } of followRun(workspaceId, started.runId, {
        after: 0,
        signal: request.signal,
      })) {
        if (event.type === "message.delta") pieces.add(`${event.nodeId}:${event.turn}`, event);
        if (event.type === "run.waiting") tell("waiting");
        if (event.type === "run.resumed") tell("running");
        if (event.type === "message.completed") {
          answers++;
          pieces.complete(event.messageId, event.text);
          const citations = event.citations.map(publicCitation);
          writer.write({ type: "data-answer", id: event.messageId, data: { text: event.text, citations } });
        }
        if (event.type !== "run.finished") continue;
        if (answers === 0 && event.answer) {
          pieces.complete("answer", event.answer);
          writer.write({ type: "data-answer", id: "answer", data: { text: event.answer, citations: [] } });
        }
        pieces.end();
        if (event.status !== "succeeded" && !event.answer) {
          tell("failed");
          writer.write({ type: "error", errorText: "No answer could be given. Try again in a moment." });
        }
      }
    },
    onError: () => "The answer broke off. Reload the page to see the rest.",
  });
  return createUIMessageStreamResponse({
    stream,
    headers: { "cache-control": "no-cache, no-transform", "x-conversation-id": started.conversationId },
  });
}

function questionOf(messages: ContractInput<typeof chatContracts.send>["body"]["messages"]): string {
  const last = messages.at(-1);
  const text = (last?.parts ?? []).map((part) => (part.type === "text" ? (part.text ?? "") : "")).join("");
  if (last?.role === "user" && text.trim() !== "" && text.length <= 20_000) return text;
  throw new AppError(
    "invalid_input",
    "The last message must be the user's, with up to 20,000 characters of text.",
  );
}
