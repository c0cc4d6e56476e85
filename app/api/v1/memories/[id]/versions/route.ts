import { memoryVersionsContract } from "#lib/api/contracts/memories.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listVersions } from "#lib/operations/memories/manage-memories.server.ts";

export const GET = handle(memoryVersionsContract, (actor, { params }) => listVersions(actor, params.id));
