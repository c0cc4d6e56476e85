import { z } from "zod";
import { budgetInputSchema, limitActions, scopes } from "#lib/budgets/budget.ts";
import { measures } from "#lib/budgets/measures.ts";
import { periods } from "#lib/budgets/periods.ts";
import { defineContract } from "../contract.ts";
import { pageOf } from "../pagination.ts";

const tag = "Budgets";
const params = z.strictObject({ id: z.uuid() });

const standingSchema = z.object({
  spent: z.number(),
  /** Held back for calls under way. */
  reserved: z.number(),
  /** The limit of this period, with what people added. */
  limit: z.number(),
  startsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  /** What will have been spent at the end of the period if it goes on like this; null where too little is known. */
  forecast: z.number().nullable(),
  reachedAt: z.string().nullable(),
  /** How many runs or contacts are counted apart; the figures are of the one that used most. */
  subjects: z.number(),
});

/** A budget and where it stands. Amounts are dollars, tokens, calls or seconds, as the measure says. */
export const budgetSchema = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.enum(scopes),
  blueprintId: z.string().nullable(),
  blueprintName: z.string().nullable(),
  nodeId: z.string().nullable(),
  contactId: z.string().nullable(),
  contactName: z.string().nullable(),
  period: z.enum(periods),
  measure: z.enum(measures),
  amount: z.number(),
  warnAt: z.number().nullable(),
  onLimit: z.enum(limitActions),
  cheaperModel: z.string().nullable(),
  ceiling: z.number().nullable(),
  unpriced: z.enum(["refuse", "allow"]),
  approverRole: z.enum(["owner", "editor", "operator"]),
  enabled: z.boolean(),
  now: standingSchema,
  createdAt: z.string(),
  updatedAt: z.string(),
});

const entrySchema = z.object({
  runId: z.string().nullable(),
  nodeId: z.string().nullable(),
  kind: z.enum(["model", "action", "embedding", "raise"]),
  what: z.string(),
  step: z.string(),
  periodKey: z.string(),
  reserved: z.number(),
  /** Null while the call is under way, or when its reservation expired. */
  spent: z.number().nullable(),
  state: z.enum(["held", "settled", "expired", "raised"]),
  at: z.string(),
});

const periodSchema = z.object({
  periodKey: z.string(),
  subject: z.string(),
  startsAt: z.string(),
  endsAt: z.string().nullable(),
  spent: z.number(),
  reserved: z.number(),
  raised: z.number(),
});

/** Routes of budgets. */
export const budgetContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/budgets",
    summary: "List the budgets with what is spent and reserved in the current period",
    tag,
    query: z.strictObject({ blueprintId: z.uuid().optional() }),
    response: pageOf(budgetSchema),
  }),
  create: defineContract({
    method: "POST",
    path: "/api/v1/budgets",
    summary: "Create a budget; it holds from the next call on",
    tag,
    idempotent: true,
    body: budgetInputSchema,
    response: budgetSchema,
    status: 201,
  }),
  read: defineContract({
    method: "GET",
    path: "/api/v1/budgets/{id}",
    summary: "Show a budget and where it stands",
    tag,
    params,
    response: budgetSchema,
  }),
  replace: defineContract({
    method: "PUT",
    path: "/api/v1/budgets/{id}",
    summary: "Replace what a budget says; what was spent stays",
    tag,
    params,
    body: budgetInputSchema,
    response: budgetSchema,
  }),
  remove: defineContract({
    method: "DELETE",
    path: "/api/v1/budgets/{id}",
    summary: "Delete a budget together with its ledger",
    tag,
    params,
    response: z.void(),
    status: 204,
  }),
  ledger: defineContract({
    method: "GET",
    path: "/api/v1/budgets/{id}/ledger",
    summary: "What each period of a budget came to, and its calls, newest first",
    tag,
    params,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(500).default(50),
      before: z.string().max(1000).optional().describe("What `next` of the page before said"),
    }),
    response: z.object({
      periods: z.array(periodSchema),
      entries: z.array(entrySchema),
      next: z.string().nullable(),
    }),
  }),
};
