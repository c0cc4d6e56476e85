import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listTemplates } from "#lib/operations/templates/list-templates.server.ts";

export const GET = handle(blueprintContracts.templates, async (actor) => listTemplates(actor));
