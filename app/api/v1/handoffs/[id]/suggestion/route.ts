import { handoffContracts } from "#lib/api/contracts/handoffs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { suggestReply } from "#lib/operations/handoffs/suggest-reply.server.ts";

export const POST = handle(handoffContracts.suggest, suggestReply);
