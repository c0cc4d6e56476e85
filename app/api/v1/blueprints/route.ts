import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { handle } from "#lib/api/handle.server.ts";
import { createBlueprint } from "#lib/operations/blueprints/create-blueprint.server.ts";
import { listBlueprints } from "#lib/operations/blueprints/read-blueprints.server.ts";

export const GET = handle(blueprintContracts.list, (actor, { query }) => listBlueprints(actor, query));

export const POST = handle(blueprintContracts.create, (actor, { body }) => createBlueprint(actor, body));
