import { createTableSetContract } from "#lib/api/contracts/tables.ts";
import { handle } from "#lib/api/handle.server.ts";
import { createTableSet } from "#lib/operations/tables/create-table-set.server.ts";

export const POST = handle(createTableSetContract, (actor, { body }) => createTableSet(actor, body));
