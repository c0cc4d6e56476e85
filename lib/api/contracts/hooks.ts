import { z } from "zod";
import { defineContract } from "../contract.ts";

/** The public address of a webhook node. */
export const hookContracts = {
  receive: defineContract({
    method: "POST",
    path: "/api/hooks/{token}",
    summary: "Start a run from another system; signed when the node has a signing secret",
    tag: "Triggers",
    audience: "public",
    status: 202,
    perMinute: 600,
    params: z.strictObject({ token: z.string().min(16).max(120) }),
    response: z.object({ runId: z.string(), conversationId: z.string() }),
  }),
};
