import { templateContracts } from "#lib/api/contracts/templates.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readTemplate } from "#lib/operations/templates/list-templates.server.ts";

export const GET = handle(templateContracts.get, async (actor, { params }) =>
  readTemplate(actor, params.slug),
);
