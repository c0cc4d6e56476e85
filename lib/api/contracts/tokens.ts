import { z } from "zod";
import { roles } from "#lib/access/permissions.ts";
import { defineContract } from "#lib/api/contract.ts";
import { pageOf, pageQuery } from "#lib/api/pagination.ts";

/** An API token without its value. */
export const tokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  role: z.enum(roles),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  createdAt: z.string(),
});

/** Lists live API tokens. */
export const listTokensContract = defineContract({
  method: "GET",
  path: "/api/v1/tokens",
  summary: "List API tokens",
  tag: "Tokens",
  query: pageQuery,
  response: pageOf(tokenSchema),
});

/** Makes an API token; not idempotent, because its value is never stored. */
export const createTokenContract = defineContract({
  method: "POST",
  path: "/api/v1/tokens",
  summary: "Create an API token; the answer holds its value, which is not shown again",
  tag: "Tokens",
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    role: z.enum(roles).default("editor"),
    expiresInDays: z.number().int().min(1).max(3650).optional(),
  }),
  response: tokenSchema.extend({ value: z.string() }),
  status: 201,
});

/** Ends an API token at once. */
export const revokeTokenContract = defineContract({
  method: "DELETE",
  path: "/api/v1/tokens/{id}",
  summary: "Revoke an API token",
  tag: "Tokens",
  params: z.strictObject({ id: z.uuid() }),
  response: z.void(),
  status: 204,
});
