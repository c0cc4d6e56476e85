import "server-only";
import { timingSafeEqual } from "node:crypto";
import { database } from "#db/client.server.ts";
import { findConversation } from "#db/queries/runs.server.ts";
import { hashToken } from "#lib/access/tokens.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { HostedChat } from "./find-hosted-chat.server.ts";

/** The hash of the access key in a request's headers; a key is 32 random bytes as base64url. */
export function accessHashOf(headers: Headers): string {
  const key = headers.get("x-conversation-key") ?? "";
  if (/^[A-Za-z0-9_-]{43}$/.test(key)) return hashToken(key);
  throw new AppError(
    "not_found",
    "Send the conversation's key, 32 random bytes as base64url, as x-conversation-key.",
  );
}

/** Refuses unless the conversation is of this chat and was opened with the same key. */
export async function assertOwnConversation(
  chat: HostedChat,
  conversationId: string,
  accessHash: string,
): Promise<void> {
  const row = await findConversation(database(), chat.actor.workspaceId, conversationId);
  const stored = Buffer.from(row?.accessHash ?? "");
  const given = Buffer.from(accessHash);
  const isOwn = stored.length === given.length && timingSafeEqual(stored, given);
  if (!isOwn || row?.blueprintId !== chat.blueprintId)
    throw new AppError("not_found", "There is no such conversation.");
}
