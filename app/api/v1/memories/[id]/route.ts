import { deleteMemoryContract } from "#lib/api/contracts/memories.ts";
import { handle } from "#lib/api/handle.server.ts";
import { deleteMemory } from "#lib/operations/memories/manage-memories.server.ts";

export const DELETE = handle(deleteMemoryContract, (actor, { params }) => deleteMemory(actor, params.id));
