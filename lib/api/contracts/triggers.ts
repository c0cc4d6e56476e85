import { z } from "zod";
import { defineContract } from "../contract.ts";
import { pageOf, pageQuery } from "../pagination.ts";

/** A published trigger; `url` is a webhook's address, which is a secret as long as its calls are not signed. */
export const triggerSchema = z.object({
  id: z.string(),
  blueprintId: z.string(),
  blueprintName: z.string(),
  nodeId: z.string(),
  kind: z.string(),
  enabled: z.boolean(),
  /** The path to call, below the address of this server; null where nothing can be called. */
  url: z.string().nullable(),
  signed: z.boolean(),
  /** The name of the secret calls are signed with; null where they are not. */
  secret: z.string().nullable(),
  nextAt: z.string().nullable(),
  /** The next five times of a schedule as published, the first being `nextAt`. */
  upcoming: z.array(z.string()),
  lastAt: z.string().nullable(),
  /** Why the last firing of a schedule started nothing; null when it did. */
  lastError: z.string().nullable(),
  createdAt: z.string(),
});

/** Routes of triggers, which publishing makes. */
export const triggerContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/triggers",
    summary: "Addresses of published webhooks and times of published schedules, newest first",
    tag: "Triggers",
    query: pageQuery.extend({ blueprintId: z.uuid().optional() }),
    response: pageOf(triggerSchema),
  }),
};
