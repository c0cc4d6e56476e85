import { z } from "zod";
import { defineContract } from "#lib/api/contract.ts";
import { pageOf, pageQuery } from "#lib/api/pagination.ts";

const tag = "memories";
const scopeSchema = z.enum(["conversation", "contact", "blueprint", "run", "team"]);

/** Something remembered between conversations. */
export const memorySchema = z.object({
  id: z.string(),
  blueprintId: z.string(),
  scope: scopeSchema,
  scopeId: z.string(),
  key: z.string(),
  value: z.string(),
  version: z.number(),
  runId: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const scopeFilter = {
  blueprintId: z.uuid().optional(),
  scope: scopeSchema.optional(),
  scopeId: z.string().min(1).max(200).optional(),
};

/** Lists memories, narrowed by blueprint and scope. */
export const listMemoriesContract = defineContract({
  method: "GET",
  path: "/api/v1/memories",
  summary: "List memories",
  tag,
  query: pageQuery.extend(scopeFilter),
  response: pageOf(memorySchema),
});

/** Forgets everything of one scope, as a person may ask for. */
export const deleteMemoriesContract = defineContract({
  method: "DELETE",
  path: "/api/v1/memories",
  summary: "Forget everything of one scope, or one key of it",
  tag,
  query: z.strictObject({
    blueprintId: z.uuid(),
    scope: scopeSchema,
    scopeId: z.string().min(1).max(200),
    key: z.string().min(1).max(200).optional(),
  }),
  response: z.object({ deleted: z.number() }),
});

/** Forgets one memory. */
export const deleteMemoryContract = defineContract({
  method: "DELETE",
  path: "/api/v1/memories/{id}",
  summary: "Forget one memory",
  tag,
  params: z.strictObject({ id: z.uuid() }),
  response: z.void(),
  status: 204,
});

/** Every value a memory has held, with who wrote it. */
export const memoryVersionsContract = defineContract({
  method: "GET",
  path: "/api/v1/memories/{id}/versions",
  summary: "The values one memory has held, and which agent of which run wrote each",
  tag,
  params: z.strictObject({ id: z.uuid() }),
  response: z.object({
    items: z.array(
      z.object({
        version: z.number(),
        value: z.string(),
        runId: z.string().nullable(),
        nodeId: z.string().nullable(),
        createdAt: z.string(),
      }),
    ),
  }),
});
