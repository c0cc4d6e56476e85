import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { handle } from "#lib/api/handle.server.ts";
import { importBlueprint } from "#lib/operations/blueprints/exchange-blueprint.server.ts";

export const POST = handle(blueprintContracts.imported, (actor, { body }) => importBlueprint(actor, body));
