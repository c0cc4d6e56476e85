import { deleteInvitationContract } from "#lib/api/contracts/invitations.ts";
import { handle } from "#lib/api/handle.server.ts";
import { deleteInvitation } from "#lib/operations/invitations/manage-invitations.server.ts";

export const DELETE = handle(deleteInvitationContract, (actor, { params }) =>
  deleteInvitation(actor, params.id),
);
