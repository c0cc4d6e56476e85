import { handoffContracts } from "#lib/api/contracts/handoffs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { endHandoff } from "#lib/operations/handoffs/work-handoff.server.ts";

export const POST = handle(handoffContracts.answer, endHandoff);
