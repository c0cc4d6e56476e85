import { z } from "zod";
import { defineContract } from "../contract.ts";
import { pageOf, pageQuery } from "../pagination.ts";

const state = z.enum(["pending", "started", "cancelled", "failed"]);

const followUpSchema = z.object({
  id: z.string(),
  blueprintId: z.string(),
  /** The run that asked for it. */
  runId: z.string(),
  conversationId: z.string(),
  text: z.string(),
  dueAt: z.string(),
  state,
  startedRunId: z.string().nullable(),
  /** Why it could not begin; null when it did or is still to come. */
  error: z.string().nullable(),
  createdAt: z.string(),
});

/** Routes of the runs that agents put off until later. */
export const followUpContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/follow-ups",
    summary: "Runs that agents put off until later, newest first",
    tag: "Runs",
    query: pageQuery.extend({ state: state.optional(), conversationId: z.uuid().optional() }),
    response: pageOf(followUpSchema),
  }),
  cancel: defineContract({
    method: "DELETE",
    path: "/api/v1/follow-ups/{id}",
    summary: "Take back a follow-up that has not begun",
    tag: "Runs",
    params: z.strictObject({ id: z.uuid() }),
    response: z.void(),
    status: 204,
  }),
};
