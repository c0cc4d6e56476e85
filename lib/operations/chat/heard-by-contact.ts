import type { ChatHandoff, ChatSaid } from "#lib/api/contracts/chat.ts";
import type { RunEnvelope } from "#lib/run-events/events.ts";
import { publicCitation } from "./public-citation.ts";

/** What an event says to the contact; null for one that says nothing. */
export function saidBy(event: RunEnvelope["event"]): ChatSaid | null {
  if (event.type === "message.completed")
    return {
      text: event.text,
      citations: event.citations.map(publicCitation),
      from: "agent",
      by: "",
      messageId: null,
    };
  if (event.type !== "handoff.message") return null;
  const { text, from, by, messageId } = event;
  return { text, citations: [], from, by, messageId: messageId ?? null };
}

/** Where a handoff stands after an event; null for one that does not move it. */
export function handoffAfter(event: RunEnvelope["event"]): ChatHandoff | null {
  switch (event.type) {
    case "handoff.requested":
    case "handoff.released":
      return { state: "open", by: null };
    case "handoff.claimed":
      return { state: "claimed", by: event.by };
    case "handoff.message":
      return event.from === "person" ? { state: "claimed", by: event.by } : null;
    case "handoff.resolved":
      if (event.closed) return { state: "closed", by: event.by };
      return event.reply === null ? { state: "unanswered", by: null } : { state: "returned", by: event.by };
    default:
      return null;
  }
}
