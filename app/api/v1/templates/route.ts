import { templateContracts } from "#lib/api/contracts/templates.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listTemplates } from "#lib/operations/templates/list-templates.server.ts";

export const GET = handle(templateContracts.list, async (actor) => listTemplates(actor));
