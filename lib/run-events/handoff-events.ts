import { z } from "zod";

/** What happens to a conversation between its handover to a person and its return. */
export const handoffEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("handoff.requested"),
    nodeId: z.string(),
    handoffId: z.string(),
    actionId: z.string(),
    reason: z.string(),
    /** When a person should have taken it at the latest; absent where nothing was promised. */
    dueAt: z.string().nullable().optional(),
  }),
  z.object({ type: z.literal("handoff.claimed"), nodeId: z.string(), handoffId: z.string(), by: z.string() }),
  z.object({
    type: z.literal("handoff.released"),
    nodeId: z.string(),
    handoffId: z.string(),
    by: z.string(),
  }),
  z.object({ type: z.literal("handoff.overdue"), nodeId: z.string(), handoffId: z.string() }),
  z.object({
    type: z.literal("handoff.message"),
    nodeId: z.string(),
    handoffId: z.string(),
    from: z.enum(["person", "contact"]),
    by: z.string(),
    text: z.string(),
    /** The contact's own id of the message, where it gave one. */
    messageId: z.string().optional(),
  }),
  z.object({
    type: z.literal("handoff.resolved"),
    nodeId: z.string(),
    handoffId: z.string(),
    actionId: z.string(),
    reply: z.string().nullable(),
    by: z.string(),
    /** True when the person ended the conversation and the agent says nothing more. */
    closed: z.boolean().optional(),
  }),
]);
