import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { handle } from "#lib/api/handle.server.ts";
import { exportBlueprint } from "#lib/operations/blueprints/exchange-blueprint.server.ts";

export const GET = handle(blueprintContracts.exported, (actor, { params, query }) =>
  exportBlueprint(actor, params.id, { version: query.version, withSuites: query.suites === "true" }),
);
