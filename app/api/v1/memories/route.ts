import { deleteMemoriesContract, listMemoriesContract } from "#lib/api/contracts/memories.ts";
import { handle } from "#lib/api/handle.server.ts";
import { deleteMemories, listMemories } from "#lib/operations/memories/manage-memories.server.ts";

export const GET = handle(listMemoriesContract, (actor, { query }) => listMemories(actor, query));
export const DELETE = handle(deleteMemoriesContract, (actor, { query }) => deleteMemories(actor, query));
