import { createTableContract, listTablesContract } from "#lib/api/contracts/tables.ts";
import { handle } from "#lib/api/handle.server.ts";
import { createTable, listTables } from "#lib/operations/tables/manage-tables.server.ts";

export const GET = handle(listTablesContract, (actor, { query }) => listTables(actor, query));
export const POST = handle(createTableContract, (actor, { body }) => createTable(actor, body));
