import type { ChatCitation } from "#lib/api/contracts/chat.ts";
import type { CitedPassage } from "#lib/run-events/events.ts";

/** What a contact may see of a passage: no ids, scores or data set. */
export function publicCitation({ marker, title, text }: CitedPassage): ChatCitation {
  return { marker, title, text };
}
