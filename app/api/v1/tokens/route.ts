import { createTokenContract, listTokensContract } from "#lib/api/contracts/tokens.ts";
import { handle } from "#lib/api/handle.server.ts";
import { createToken, listTokens } from "#lib/operations/tokens/manage-tokens.server.ts";

export const GET = handle(listTokensContract, (actor, { query }) => listTokens(actor, query));

export const POST = handle(createTokenContract, (actor, { body }) => createToken(actor, body));
