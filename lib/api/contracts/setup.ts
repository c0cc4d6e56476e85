import { z } from "zod";
import { defineContract } from "#lib/api/contract.ts";

/** An e-mail address in lower case. */
export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** A password long enough to be worth hashing, short enough to be no attack. */
export const passwordSchema = z.string().min(10, "Use at least 10 characters.").max(200);

/** The name a person goes by. */
export const personNameSchema = z.string().trim().min(1).max(100);

/** Creates the owner of an empty installation. */
export const setupContract = defineContract({
  method: "POST",
  path: "/api/v1/setup",
  summary: "Create the first owner with the one-time set-up link",
  tag: "Setup",
  audience: "public",
  body: z.strictObject({
    token: z.string().min(1).max(200),
    name: personNameSchema,
    email: emailSchema,
    password: passwordSchema,
    workspaceName: z.string().trim().min(1).max(100).default("Workspace"),
  }),
  response: z.object({ workspaceId: z.uuid(), userId: z.uuid(), email: z.string() }),
  status: 201,
  perMinute: 20,
});
