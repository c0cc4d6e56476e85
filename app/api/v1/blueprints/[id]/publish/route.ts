import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { handle } from "#lib/api/handle.server.ts";
import { publishBlueprint } from "#lib/operations/blueprints/publish-blueprint.server.ts";

export const POST = handle(blueprintContracts.publish, (actor, { params, body }) =>
  publishBlueprint(actor, params.id, body),
);
