import { tryChecksContract } from "#lib/api/contracts/tables.ts";
import { handle } from "#lib/api/handle.server.ts";
import { tryChecks } from "#lib/operations/tables/try-checks.server.ts";

export const POST = handle(tryChecksContract, (actor, { params, body }) =>
  tryChecks(actor, params.name, body),
);
