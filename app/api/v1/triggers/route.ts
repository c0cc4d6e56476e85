import { triggerContracts } from "#lib/api/contracts/triggers.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listTriggers } from "#lib/operations/triggers/list-triggers.server.ts";

export const GET = handle(triggerContracts.list, (actor, { query }) => listTriggers(actor, query));
