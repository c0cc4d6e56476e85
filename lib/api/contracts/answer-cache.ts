import { z } from "zod";
import { defineContract } from "#lib/api/contract.ts";

const tag = "Blueprints";
const params = z.strictObject({ id: z.uuid() });

const useSchema = z.object({
  entries: z.number().int().describe("Kept and not yet over."),
  hits: z.number().int(),
  misses: z.number().int(),
  hitRate: z.number().nullable().describe("Hits of all looks, 0 to 1; null before the first."),
  savedTokens: z.number().int(),
  savedUsd: z
    .number()
    .describe("At the prices of the turns used again; a turn of unknown price counts nothing."),
});

/** What is kept of a blueprint's answers and results. */
export const cacheContracts = {
  read: defineContract({
    method: "GET",
    path: "/api/v1/blueprints/{id}/cache",
    summary: "Read what is kept of answers and results, how often it was used again, and what that saved",
    tag,
    params,
    query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30) }),
    response: z.object({ answers: useSchema, results: useSchema }),
  }),
  empty: defineContract({
    method: "DELETE",
    path: "/api/v1/blueprints/{id}/cache",
    summary: "Forget every answer and result that is kept",
    tag,
    params,
    response: z.object({ forgotten: z.number().int() }),
  }),
};
