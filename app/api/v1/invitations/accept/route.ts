import { acceptInvitationContract } from "#lib/api/contracts/invitations.ts";
import { handlePublic } from "#lib/api/handle.server.ts";
import { acceptInvitation } from "#lib/operations/invitations/accept-invitation.server.ts";

export const POST = handlePublic(acceptInvitationContract, (_actor, { body }) => acceptInvitation(body));
