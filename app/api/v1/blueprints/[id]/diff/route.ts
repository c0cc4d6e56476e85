import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { handle } from "#lib/api/handle.server.ts";
import { diffVersions } from "#lib/operations/blueprints/blueprint-versions.server.ts";

export const GET = handle(blueprintContracts.diff, (actor, { params, query }) =>
  diffVersions(actor, params.id, query),
);
