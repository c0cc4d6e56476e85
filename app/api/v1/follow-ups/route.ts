import { followUpContracts } from "#lib/api/contracts/follow-ups.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listFollowUps } from "#lib/operations/follow-ups/follow-ups.server.ts";

export const GET = handle(followUpContracts.list, (actor, { query }) => listFollowUps(actor, query));
