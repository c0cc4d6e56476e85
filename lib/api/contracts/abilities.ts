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
