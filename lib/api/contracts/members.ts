import { z } from "zod";
import { roles } from "#lib/access/permissions.ts";
import { defineContract } from "#lib/api/contract.ts";
import { pageOf } from "#lib/api/pagination.ts";

/** A person's place in the workspace. */
export const memberSchema = z.object({
  id: z.uuid(),
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  createdAt: z.string(),
});

const memberParams = z.strictObject({ id: z.uuid() });

/** Lists everybody in the workspace. */
export const listMembersContract = defineContract({
  method: "GET",
  path: "/api/v1/members",
  summary: "List the members of the workspace",
  tag: "Members",
  response: pageOf(memberSchema),
});

/** Gives a member another role. */
export const changeMemberContract = defineContract({
  method: "PATCH",
  path: "/api/v1/members/{id}",
  summary: "Change a member's role",
  tag: "Members",
  params: memberParams,
  body: z.strictObject({ role: z.enum(roles) }),
  response: memberSchema,
});

/** Takes a member out of the workspace. */
export const removeMemberContract = defineContract({
  method: "DELETE",
  path: "/api/v1/members/{id}",
  summary: "Remove a member, their sessions and the API tokens they made",
  tag: "Members",
  params: memberParams,
  response: z.void(),
  status: 204,
});
