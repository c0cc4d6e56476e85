import { templateContracts } from "#lib/api/contracts/templates.ts";
import { handle } from "#lib/api/handle.server.ts";
import { scoreProcess } from "#lib/operations/templates/score-process.server.ts";

export const POST = handle(templateContracts.fit, async (actor, { body }) => scoreProcess(actor, body));
