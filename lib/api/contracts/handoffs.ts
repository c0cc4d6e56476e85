import { z } from "zod";
import { defineContract } from "../contract.ts";
import { pageOf, pageQuery } from "../pagination.ts";

const tag = "Handoffs";
const byId = z.object({ id: z.uuid() });
const status = z.enum(["open", "claimed", "answered", "closed", "expired"]);

/** A conversation handed to a person, as the API answers it. */
export const handoffSchema = z.object({
  id: z.string(),
  runId: z.string(),
  conversationId: z.string(),
  blueprintName: z.string(),
  contactName: z.string().nullable(),
  status,
  reason: z.string(),
  summary: z.string(),
  question: z.string(),
  claimedBy: z.string().nullable(),
  /** Whether it is claimed by whoever asks. */
  isMine: z.boolean(),
  claimedAt: z.string().nullable(),
  /** When somebody should have claimed it at the latest; null where nothing was promised. */
  dueAt: z.string().nullable(),
  reply: z.string().nullable(),
  answeredBy: z.string().nullable(),
  createdAt: z.string(),
});

const words = z.string().trim().min(1, "Write something first.").max(20_000);

/** Routes of conversations handed to a person. */
export const handoffContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/handoffs",
    summary: "Conversations handed to a person; `status=pending` for those not settled yet",
    tag,
    query: pageQuery.extend({ status: z.enum(["pending", ...status.options]).optional() }),
    response: pageOf(handoffSchema),
  }),
  claim: defineContract({
    method: "POST",
    path: "/api/v1/handoffs/{id}/claim",
    summary: "Take the conversation over; what the contact writes from now on comes to you",
    tag,
    params: byId,
    response: handoffSchema,
  }),
  release: defineContract({
    method: "POST",
    path: "/api/v1/handoffs/{id}/release",
    summary: "Put the conversation back into the queue",
    tag,
    params: byId,
    response: handoffSchema,
  }),
  say: defineContract({
    method: "POST",
    path: "/api/v1/handoffs/{id}/messages",
    summary: "Write to the contact in the same conversation",
    tag,
    status: 202,
    idempotent: true,
    params: byId,
    body: z.strictObject({ text: words }),
    response: handoffSchema,
  }),
  suggest: defineContract({
    method: "POST",
    path: "/api/v1/handoffs/{id}/suggestion",
    summary: "Draft a reply with the agent's model and datasets, with its sources; nothing is sent",
    tag,
    params: byId,
    response: z.object({
      text: z.string(),
      /** The passages the text cites by their marker. */
      sources: z.array(
        z.object({ marker: z.number(), title: z.string(), dataset: z.string(), text: z.string() }),
      ),
      model: z.string(),
      /** `costUsd` is null where the model has no known price. */
      cost: z.object({
        inputTokens: z.number(),
        outputTokens: z.number(),
        costUsd: z.number().nullable(),
      }),
    }),
  }),
  answer: defineContract({
    method: "POST",
    path: "/api/v1/handoffs/{id}",
    summary: "Give the conversation back to the agent with a word, or close it with what was said last",
    tag,
    params: byId,
    body: z.union([
      z.strictObject({ reply: words }),
      z.strictObject({ close: z.literal(true), reply: words.optional() }),
    ]),
    response: handoffSchema,
  }),
};
