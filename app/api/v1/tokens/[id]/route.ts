import { revokeTokenContract } from "#lib/api/contracts/tokens.ts";
import { handle } from "#lib/api/handle.server.ts";
import { revokeToken } from "#lib/operations/tokens/manage-tokens.server.ts";

export const DELETE = handle(revokeTokenContract, (actor, { params }) => revokeToken(actor, params.id));
