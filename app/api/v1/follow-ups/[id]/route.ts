import { followUpContracts } from "#lib/api/contracts/follow-ups.ts";
import { handle } from "#lib/api/handle.server.ts";
import { cancelFollowUp } from "#lib/operations/follow-ups/follow-ups.server.ts";

export const DELETE = handle(followUpContracts.cancel, (actor, { params }) =>
  cancelFollowUp(actor, params.id),
);
