import { readOpenApiContract } from "#lib/api/contracts/abilities.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readOpenApi } from "#lib/operations/abilities/read-openapi.server.ts";

export const POST = handle(readOpenApiContract, (actor, { body }) => readOpenApi(actor, body));
