import { createInvitationContract, listInvitationsContract } from "#lib/api/contracts/invitations.ts";
import { handle } from "#lib/api/handle.server.ts";
import { createInvitation, listInvitations } from "#lib/operations/invitations/manage-invitations.server.ts";

export const GET = handle(listInvitationsContract, (actor, { query }) => listInvitations(actor, query));

export const POST = handle(createInvitationContract, (actor, { body }) => createInvitation(actor, body));
