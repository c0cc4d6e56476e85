import { z } from "zod";
import { defineContract } from "#lib/api/contract.ts";

/** An e-mail address in lower case. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("Give an e-mail address, such as ana@example.com."));

/** A password long enough to be worth hashing, short enough to be no attack. */
export const passwordSchema = z
  .string()
  .min(10, "Use at least 10 characters.")
  .max(200, "Use at most 200 characters.");

/** The name a person goes by. */
export const personNameSchema = z
  .string()
  .trim()
  .min(1, "Give a name.")
  .max(100, "A name has at most 100 characters.");

/** The name of a workspace. */
export const workspaceNameSchema = z
  .string()
  .trim()
  .min(1, "Give the workspace a name.")
  .max(100, "A name has at most 100 characters.");

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
    workspaceName: workspaceNameSchema.default("Workspace"),
  }),
  response: z.object({
    workspaceId: z.uuid(),
    userId: z.uuid(),
    email: z.string(),
    /** The sample blueprint of a new workspace; null where one was claimed that existed. */
    sampleId: z.uuid().nullable(),
  }),
  status: 201,
  perMinute: 20,
});
