import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { handle } from "#lib/api/handle.server.ts";
import { restoreVersion } from "#lib/operations/blueprints/blueprint-versions.server.ts";

export const POST = handle(blueprintContracts.restore, (actor, { params }) =>
  restoreVersion(actor, params.id, params.number),
);
