import { z } from "zod";
import { roles } from "#lib/access/permissions.ts";
import { defineContract } from "#lib/api/contract.ts";
import { pageOf, pageQuery } from "#lib/api/pagination.ts";
import { emailSchema, passwordSchema, personNameSchema } from "./setup.ts";

/** An invitation nobody has accepted yet. */
export const invitationSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  role: z.enum(roles),
  expiresAt: z.string(),
  createdAt: z.string(),
});

/** Lists open invitations. */
export const listInvitationsContract = defineContract({
  method: "GET",
  path: "/api/v1/invitations",
  summary: "List open invitations",
  tag: "Invitations",
  query: pageQuery,
  response: pageOf(invitationSchema),
});

/** Makes a link by which one person joins; the link is shown this once. */
export const createInvitationContract = defineContract({
  method: "POST",
  path: "/api/v1/invitations",
  summary: "Invite a person; the answer holds the link, which is not shown again",
  tag: "Invitations",
  body: z.strictObject({ email: emailSchema, role: z.enum(roles) }),
  response: invitationSchema.extend({ path: z.string() }),
  status: 201,
});

/** Withdraws an invitation. */
export const deleteInvitationContract = defineContract({
  method: "DELETE",
  path: "/api/v1/invitations/{id}",
  summary: "Withdraw an open invitation",
  tag: "Invitations",
  params: z.strictObject({ id: z.uuid() }),
  response: z.void(),
  status: 204,
});

/** Turns an invitation into a membership. */
export const acceptInvitationContract = defineContract({
  method: "POST",
  path: "/api/v1/invitations/accept",
  summary: "Join a workspace by invitation; an existing user proves who they are by password",
  tag: "Invitations",
  audience: "public",
  body: z.strictObject({
    token: z.string().min(1).max(200),
    name: personNameSchema,
    password: passwordSchema,
  }),
  response: z.object({ workspaceId: z.uuid(), userId: z.uuid(), email: z.string() }),
  status: 201,
  perMinute: 20,
});
