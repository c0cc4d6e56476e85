import { z } from "zod";
import { defineContract } from "../contract.ts";

const part = z.object({ type: z.string().max(100), text: z.string().max(200_000).optional() });

const message = z.object({
  id: z.string().max(200).optional(),
  role: z.enum(["user", "assistant", "system"]),
  parts: z.array(part).max(1000),
});

const citation = z.object({ marker: z.number(), title: z.string(), text: z.string() });

/** A document made in the conversation; its bytes are at `artifacts/{id}` below the conversation. */
const document = z.object({ id: z.string(), name: z.string(), size: z.number() });

const rating = z.object({ value: z.union([z.literal(1), z.literal(-1)]), comment: z.string() });

const said = z.object({
  text: z.string(),
  citations: z.array(citation),
  /** Who wrote it: the agent, a person who has taken over, or the contact to that person. */
  from: z.enum(["agent", "person", "contact"]),
  /** The name of the person or contact; empty for the agent. */
  by: z.string(),
  /** The contact's own id of what it wrote to a person; null otherwise. */
  messageId: z.string().nullable(),
});

const handoff = z.object({
  state: z.enum(["open", "claimed", "returned", "closed", "unanswered"]),
  /** The person who has, or had, the conversation. */
  by: z.string().nullable(),
});

const exchange = z.object({
  runId: z.string(),
  /** The sender's id of the question; null where it gave none. */
  messageId: z.string().nullable(),
  question: z.string(),
  /** All that was said after the question, in order. */
  answers: z.array(said),
  /** How far a person has it; null where none was asked. */
  handoff: handoff.nullable(),
  documents: z.array(document),
  /** What the turn under way has said so far. */
  live: z.string(),
  status: z.enum(["running", "waiting", "succeeded", "failed", "cancelled"]),
  /** What the contact thought of the answer. */
  rating: rating.nullable(),
});

/** A passage as a contact sees it. */
export type ChatCitation = z.infer<typeof citation>;
/** See {@link document}. */
export type ChatDocument = z.infer<typeof document>;
/** A thumb and a word about an answer. */
export type ChatRating = z.infer<typeof rating>;
/** One thing said after a question. */
export type ChatSaid = z.infer<typeof said>;
/** Where a conversation handed to a person stands, as its contact sees it. */
export type ChatHandoff = z.infer<typeof handoff>;
/** A question of a contact and all that was answered. */
export type ChatExchange = z.infer<typeof exchange>;

/** The hosted chat of a published blueprint, for anybody with the link. */
export const chatContracts = {
  send: defineContract({
    method: "POST",
    path: "/api/chat/{slug}",
    summary:
      "Write in the hosted chat; answers a UI message stream. The same message id again gives the same run's stream",
    tag: "chat",
    audience: "public",
    params: z.strictObject({ slug: z.string().min(1).max(200) }),
    // The fields that the transport of `useChat` sends; only the text of the last message is taken.
    body: z.strictObject({
      id: z.string().max(200).optional(),
      trigger: z.enum(["submit-message", "regenerate-message"]).optional(),
      messageId: z.string().max(200).optional(),
      messages: z.array(message).min(1).max(1000),
      conversationId: z.uuid().optional(),
    }),
    response: z.unknown(),
    perMinute: 30,
  }),
  transcript: defineContract({
    method: "GET",
    path: "/api/chat/{slug}/{conversationId}",
    summary: "Read one's own conversation",
    tag: "chat",
    audience: "public",
    params: z.strictObject({ slug: z.string().min(1).max(200), conversationId: z.uuid() }),
    response: z.object({ exchanges: z.array(exchange) }),
    perMinute: 120,
  }),
  resume: defineContract({
    method: "GET",
    path: "/api/chat/{slug}/{conversationId}/stream",
    summary: "The whole stream of the answer under way in one's own conversation; 204 when there is none",
    tag: "chat",
    audience: "public",
    params: z.strictObject({ slug: z.string().min(1).max(200), conversationId: z.uuid() }),
    response: z.unknown(),
    perMinute: 120,
  }),
  rate: defineContract({
    method: "POST",
    path: "/api/chat/{slug}/{conversationId}/ratings",
    summary: "Rate an answer of one's own conversation: 1 good, -1 bad; a second rating replaces the first",
    tag: "chat",
    audience: "public",
    status: 201,
    params: z.strictObject({ slug: z.string().min(1).max(200), conversationId: z.uuid() }),
    body: z.strictObject({
      runId: z.uuid(),
      value: rating.shape.value,
      comment: z.string().max(4000).default(""),
    }),
    response: rating,
    perMinute: 30,
  }),
};
