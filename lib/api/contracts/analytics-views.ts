import { z } from "zod";
import { defineContract } from "../contract.ts";

const tag = "Analytics";

/** What an address of the analytics page may say. */
export const viewKeys = [
  "metric",
  "by",
  "days",
  "from",
  "to",
  "zone",
  "drafts",
  "blueprint",
  "version",
  "channel",
  "agent",
  "model",
  "ability",
] as const;

const known: ReadonlySet<string> = new Set(viewKeys);

const query = z
  .string()
  .max(2000, "Give at most 2,000 characters.")
  .refine(
    (text) => [...new URLSearchParams(text).keys()].every((key) => known.has(key)),
    `Give what stands behind the question mark of /analytics; it knows ${viewKeys.join(", ")}.`,
  );
const name = z
  .string()
  .trim()
  .min(1, "Give the view a name.")
  .max(80, "Give a name of at most 80 characters.");

const view = z.object({
  id: z.string(),
  name: z.string(),
  /** What stands behind the question mark of `/analytics`. */
  query: z.string(),
  savedBy: z.string(),
  updatedAt: z.string(),
});
const params = z.strictObject({ id: z.uuid() });

/** Routes of the saved views of the analytics page. */
export const analyticsViewContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/analytics/views",
    summary: "The saved views of the workspace by name",
    tag,
    response: z.object({ items: z.array(view) }),
  }),
  create: defineContract({
    method: "POST",
    path: "/api/v1/analytics/views",
    summary: "Save a view under a name that is free; a workspace has at most 100",
    tag,
    body: z.strictObject({ name, query }),
    response: view,
    status: 201,
  }),
  update: defineContract({
    method: "PATCH",
    path: "/api/v1/analytics/views/{id}",
    summary: "Rename a view or replace what it shows",
    tag,
    params,
    body: z.strictObject({ name: name.optional(), query: query.optional() }),
    response: view,
  }),
  remove: defineContract({
    method: "DELETE",
    path: "/api/v1/analytics/views/{id}",
    summary: "Delete a view",
    tag,
    params,
    response: z.void(),
    status: 204,
  }),
};

/** A saved view as people see it. */
export type SavedView = z.output<typeof view>;
