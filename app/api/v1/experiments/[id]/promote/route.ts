import { experimentContracts } from "#lib/api/contracts/experiments.ts";
import { handle } from "#lib/api/handle.server.ts";
import { promoteVariant } from "#lib/operations/experiments/promote-variant.server.ts";

export const POST = handle(experimentContracts.promote, (actor, { params, body }) =>
  promoteVariant(actor, params.id, body),
);
