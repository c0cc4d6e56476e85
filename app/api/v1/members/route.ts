import { listMembersContract } from "#lib/api/contracts/members.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listMembers } from "#lib/operations/members/list-members.server.ts";

export const GET = handle(listMembersContract, (actor) => listMembers(actor));
