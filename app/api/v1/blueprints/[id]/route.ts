import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { handle } from "#lib/api/handle.server.ts";
import { getBlueprint } from "#lib/operations/blueprints/read-blueprints.server.ts";
import { removeBlueprint } from "#lib/operations/blueprints/remove-blueprint.server.ts";
import { saveBlueprint } from "#lib/operations/blueprints/save-blueprint.server.ts";

export const GET = handle(blueprintContracts.get, (actor, { params }) => getBlueprint(actor, params.id));

export const PUT = handle(blueprintContracts.save, (actor, { params, body }) =>
  saveBlueprint(actor, params.id, body),
);

export const DELETE = handle(blueprintContracts.remove, (actor, { params }) =>
  removeBlueprint(actor, params.id),
);
