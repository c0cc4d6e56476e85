import { deleteTableContract, getTableContract, updateTableContract } from "#lib/api/contracts/tables.ts";
import { handle } from "#lib/api/handle.server.ts";
import { deleteTable, getTable, updateTable } from "#lib/operations/tables/manage-tables.server.ts";

export const GET = handle(getTableContract, (actor, { params }) => getTable(actor, params.name));
export const PATCH = handle(updateTableContract, (actor, { params, body }) =>
  updateTable(actor, params.name, body),
);
export const DELETE = handle(deleteTableContract, (actor, { params }) => deleteTable(actor, params.name));
