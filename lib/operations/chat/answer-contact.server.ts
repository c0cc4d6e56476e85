import "server-only";
import type { ContractInput } from "#lib/api/contract.ts";
import type { chatContracts } from "#lib/api/contracts/chat.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { startRun } from "#lib/operations/runs/start-run.server.ts";
import { findHostedChat } from "./find-hosted-chat.server.ts";
import { accessHashOf, assertOwnConversation } from "./own-conversation.server.ts";
import { streamToContact } from "./stream-to-contact.server.ts";

/** Starts a run with the last message's text, or finds the one the same message started, and streams it. */
export async function answerContact(
  { params, body }: ContractInput<typeof chatContracts.send>,
  request: { headers: Headers; signal: AbortSignal },
): Promise<Response> {
  const chat = await findHostedChat(params.slug);
  const accessHash = accessHashOf(request.headers);
  const { conversationId } = body;
  if (conversationId) await assertOwnConversation(chat, conversationId, accessHash);
  const isNew = body.trigger !== "regenerate-message";
  const started = await startRun(chat.actor, {
    blueprint: chat.blueprintId,
    input: { text: questionOf(body.messages) },
    conversationId,
    version: "live",
    channel: "hosted",
    triggerNodeId: chat.nodeId,
    accessHash,
    // A page whose first request broke knows no conversation yet, only its key.
    conversationKey: accessHash,
    messageId: isNew ? body.messages.at(-1)?.id : undefined,
    alone: true,
  });
  return streamToContact(chat.actor.workspaceId, started, request.signal);
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
