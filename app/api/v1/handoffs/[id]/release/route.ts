import { handoffContracts } from "#lib/api/contracts/handoffs.ts";
import { handle } from "#lib/api/handle.server.ts";
import { releaseHandoff } from "#lib/operations/handoffs/work-handoff.server.ts";

export const POST = handle(handoffContracts.release, releaseHandoff);
