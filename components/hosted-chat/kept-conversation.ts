import { z } from "zod";

const keptSchema = z.object({ key: z.string(), conversationId: z.string().optional() });

/** What proves a contact's conversation, kept in the browser. */
export type KeptConversation = z.infer<typeof keptSchema>;

/** The conversation kept for a chat; where storage is refused, none. */
export function readKept(slug: string): KeptConversation | null {
  try {
    const parsed = keptSchema.safeParse(JSON.parse(localStorage.getItem(placeOf(slug)) ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Keeps a conversation, or forgets it; an embedded page without storage merely forgets on reload. */
export function keep(slug: string, kept: KeptConversation | null): void {
  try {
    if (kept) localStorage.setItem(placeOf(slug), JSON.stringify(kept));
    else localStorage.removeItem(placeOf(slug));
  } catch {
    return;
  }
}

/** A new key of 32 random bytes as base64url. */
export function newAccessKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function placeOf(slug: string): string {
  return `aimwright.chat.${slug}`;
}
