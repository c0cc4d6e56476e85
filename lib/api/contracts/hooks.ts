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
  report: defineContract({
    method: "POST",
    path: "/api/hooks/{token}/outcomes",
    summary:
      "Report to a feedback node what came of a run, named by its id, its conversation or your reference; signed",
    tag: "Triggers",
    audience: "public",
    status: 201,
    perMinute: 600,
    params: z.strictObject({ token: z.string().min(16).max(120) }),
    response: z.object({
      runId: z.string(),
      event: z.string(),
      verdict: z.enum(["met", "missed", "blocked", "pending"]).nullable(),
    }),
  }),
};

/** What a report holds; exactly one of the first three names the run. */
export const outcomeReportSchema = z
  .strictObject({
    runId: z.uuid("Give the id of a run.").optional(),
    conversationId: z.uuid("Give the id of a conversation.").optional(),
    reference: z.union([z.string().min(1).max(200), z.number()]).optional(),
    event: z.string().min(1).max(120).optional(),
    value: z.union([z.boolean(), z.number(), z.string().max(2000)]).default(true),
  })
  .check((context) => {
    const { runId, conversationId, reference } = context.value;
    const named = [runId, conversationId, reference].filter((one) => one !== undefined);
    if (named.length === 1) return;
    context.issues.push({
      code: "custom",
      path: ["runId"],
      message: "Name the run by exactly one of runId, conversationId and reference.",
      input: context.value,
    });
  });
