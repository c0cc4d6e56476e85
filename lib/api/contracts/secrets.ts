import { z } from "zod";
import { defineContract } from "#lib/api/contract.ts";
import { pageOf } from "#lib/api/pagination.ts";

/** How a secret is called in blueprints and settings. */
export const secretNameSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, "Use letters, digits, hyphens and underscores; begin with a letter.");

/** That a secret exists; its value is never answered. */
export const secretSchema = z.object({ name: z.string(), createdAt: z.string(), updatedAt: z.string() });

const secretParams = z.strictObject({ name: secretNameSchema });

/** Lists the names of secrets. */
export const listSecretsContract = defineContract({
  method: "GET",
  path: "/api/v1/secrets",
  summary: "List the names of secrets",
  tag: "Secrets",
  response: pageOf(secretSchema),
});

/** Stores or replaces a secret. */
export const putSecretContract = defineContract({
  method: "PUT",
  path: "/api/v1/secrets/{name}",
  summary: "Store or replace a secret; it is encrypted and never shown again",
  tag: "Secrets",
  params: secretParams,
  body: z.strictObject({ value: z.string().min(1).max(10_000) }),
  response: secretSchema,
});

/** Removes a secret. */
export const deleteSecretContract = defineContract({
  method: "DELETE",
  path: "/api/v1/secrets/{name}",
  summary: "Delete a secret",
  tag: "Secrets",
  params: secretParams,
  response: z.void(),
  status: 204,
});
