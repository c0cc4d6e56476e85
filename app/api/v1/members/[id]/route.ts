import { changeMemberContract, removeMemberContract } from "#lib/api/contracts/members.ts";
import { handle } from "#lib/api/handle.server.ts";
import { changeMember, removeMember } from "#lib/operations/members/change-member.server.ts";

export const PATCH = handle(changeMemberContract, (actor, { params, body }) =>
  changeMember(actor, params.id, body.role),
);

export const DELETE = handle(removeMemberContract, (actor, { params }) => removeMember(actor, params.id));
