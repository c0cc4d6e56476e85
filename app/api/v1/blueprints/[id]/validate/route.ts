import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { handle } from "#lib/api/handle.server.ts";
import { validateDraft } from "#lib/operations/blueprints/read-blueprints.server.ts";

export const POST = handle(blueprintContracts.validate, (actor, { params, body }) =>
  validateDraft(actor, params.id, body.document),
);
