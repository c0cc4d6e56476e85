import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { handle } from "#lib/api/handle.server.ts";
import { getVersion } from "#lib/operations/blueprints/blueprint-versions.server.ts";

export const GET = handle(blueprintContracts.version, (actor, { params }) =>
  getVersion(actor, params.id, params.number),
);
