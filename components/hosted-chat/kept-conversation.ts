import { z } from "zod";

const unsent = z.object({ id: z.string(), text: z.string(), at: z.number() });

const keptSchema = z.object({
  key: z.string(),
  conversationId: z.string().optional(),
  /** A message of which nobody knows yet whether it has arrived. */
  unsent: unsent.optional(),
});

/** What proves a contact's conversation, kept in the browser. */
export type KeptConversation = z.infer<typeof keptSchema>;

/** A message on its way; its id stays the same however often it is sent. */
export type UnsentMessage = z.infer<typeof unsent>;

// A frame in another site may be refused storage; its conversation then lasts as long as the page.
const withoutStorage = new Map<string, KeptConversation>();

/** The conversation kept for a chat; where storage is refused, the one of this page. */
export function readKept(slug: string): KeptConversation | null {
  try {
    const parsed = keptSchema.safeParse(JSON.parse(localStorage.getItem(placeOf(slug)) ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    return withoutStorage.get(slug) ?? null;
  }
}

/** Keeps a conversation, or forgets it. */
export function keep(slug: string, kept: KeptConversation | null): void {
  try {
    if (kept) localStorage.setItem(placeOf(slug), JSON.stringify(kept));
    else localStorage.removeItem(placeOf(slug));
  } catch {
    if (kept) withoutStorage.set(slug, kept);
    else withoutStorage.delete(slug);
  }
}

/** A new key of 32 random bytes as base64url. */
export function newAccessKey(): string {
  return randomText(32);
}

/** A new message with an id of its own. */
export function newMessage(text: string): UnsentMessage {
  // Not `randomUUID`: that is missing on pages served without TLS.
  return { id: randomText(16), text, at: Date.now() };
}

function randomText(byteCount: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(byteCount));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function placeOf(slug: string): string {
  return `aimwright.chat.${slug}`;
}
