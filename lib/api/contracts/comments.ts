import { z } from "zod";
import { defineContract } from "../contract.ts";

const tag = "Comments";
const byId = z.strictObject({ id: z.uuid() });
const words = z
  .string()
  .trim()
  .min(1, "Write something first.")
  .max(4000, "A comment has at most 4,000 characters.");

/** What somebody said about a run, as the API answers it. */
export const commentSchema = z.object({
  id: z.string(),
  runId: z.string(),
  /** The number of the event that began the step it is about; null where the whole run is meant. */
  step: z.number().nullable(),
  author: z.string(),
  /** Whether whoever asks wrote it. */
  isMine: z.boolean(),
  /** Whether whoever asks may erase it. */
  mayErase: z.boolean(),
  /** Empty once it is erased. */
  text: z.string(),
  /** Members the text names, as `@` and their name stand in it. */
  mentions: z.array(z.object({ userId: z.string(), as: z.string() })),
  editedAt: z.string().nullable(),
  erasedAt: z.string().nullable(),
  createdAt: z.string(),
});

/** Who looks after a run. */
export const assigneeSchema = z.object({ userId: z.string(), name: z.string() });

/** Routes of what members say about runs, and of who looks after them. */
export const commentContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/runs/{id}/comments",
    summary: "Comments on a run and its steps, oldest first",
    tag,
    params: byId,
    response: z.object({
      items: z.array(commentSchema),
      assignee: assigneeSchema.nullable(),
      /** Whether whoever asks may comment and assign. */
      mayWrite: z.boolean(),
    }),
  }),
  write: defineContract({
    method: "POST",
    path: "/api/v1/runs/{id}/comments",
    summary: "Comment on a run or a step of it; `@` and the name of a member leaves them a notice",
    tag,
    status: 201,
    idempotent: true,
    params: byId,
    body: z.strictObject({ text: words, step: z.number().int().min(1).optional() }),
    response: commentSchema,
  }),
  edit: defineContract({
    method: "PATCH",
    path: "/api/v1/comments/{id}",
    summary: "Change a comment of one's own",
    tag,
    params: byId,
    body: z.strictObject({ text: words }),
    response: commentSchema,
  }),
  erase: defineContract({
    method: "DELETE",
    path: "/api/v1/comments/{id}",
    summary: "Erase a comment of one's own, an owner any: its text and the notices that quote it are gone",
    tag,
    params: byId,
    response: commentSchema,
  }),
  assign: defineContract({
    method: "PUT",
    path: "/api/v1/runs/{id}/assignee",
    summary: "Say which member looks after a run, or nobody",
    tag,
    params: byId,
    body: z.strictObject({ userId: z.uuid().nullable() }),
    response: z.object({ assignee: assigneeSchema.nullable() }),
  }),
};
