import { z } from "zod";
import { defineContract } from "../contract.ts";

/** Tries an ability as a designer has set it, with arguments an agent might fill in. */
export const testAbilityContract = defineContract({
  method: "POST",
  path: "/api/v1/abilities/test",
  summary: "Show the exact request of an ability without sending it; with `send` it is sent once, for real",
  tag: "Blueprints",
  perMinute: 120,
  body: z.strictObject({
    ability: z.string().max(64),
    settings: z.record(z.string(), z.unknown()).default({}),
    arguments: z.record(z.string(), z.unknown()).default({}),
    send: z.boolean().default(false),
  }),
  response: z.object({
    /** What goes out, secrets by their names only. */
    request: z.unknown(),
    effect: z.enum(["read", "write"]),
    reversibility: z.enum(["reversible", "compensable", "irreversible"]),
    sent: z.boolean(),
    result: z.unknown().optional(),
    isError: z.boolean().optional(),
    durationMs: z.number().optional(),
  }),
});

const signInWords = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  tokenUrl: z.string(),
  scopes: z.array(z.string()),
});

/** Reads the description of another system and makes abilities of its operations. */
export const readOpenApiContract = defineContract({
  method: "POST",
  path: "/api/v1/abilities/openapi",
  summary: "List the operations of an OpenAPI 3 or Swagger 2 document, and make abilities of the chosen ones",
  tag: "Blueprints",
  perMinute: 30,
  maxBodyBytes: 24_000_000,
  body: z.strictObject({
    source: z.union([
      z.strictObject({ url: z.string().trim().min(1).max(2000) }),
      z.strictObject({ text: z.string().min(1).max(16_000_000) }),
    ]),
    /** Keys of operations, such as `GET /orders/{id}`. */
    operations: z.array(z.string().max(2100)).max(100).default([]),
  }),
  response: z.object({
    title: z.string(),
    version: z.string(),
    format: z.string(),
    servers: z.array(z.string()),
    operations: z.array(
      z.object({
        key: z.string(),
        method: z.string(),
        path: z.string(),
        title: z.string(),
        tag: z.string(),
        isDeprecated: z.boolean(),
        /** Why it cannot become an ability, or null. */
        problem: z.string().nullable(),
      }),
    ),
    /** The chosen operations, each ready to be the config of an ability node. */
    chosen: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        ability: z.string(),
        name: z.string(),
        purpose: z.string(),
        effect: z.enum(["read", "write"]),
        settings: z.record(z.string(), z.unknown()),
        signIn: z.array(signInWords),
        notes: z.array(z.string()),
      }),
    ),
    /** What of the document could not be taken over. */
    notes: z.array(z.string()),
  }),
});
