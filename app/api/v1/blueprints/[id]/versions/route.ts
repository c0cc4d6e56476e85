import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listVersions } from "#lib/operations/blueprints/blueprint-versions.server.ts";

export const GET = handle(blueprintContracts.versions, (actor, { params }) => listVersions(actor, params.id));
