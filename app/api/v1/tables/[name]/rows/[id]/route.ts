import { deleteRowContract, getRowContract, updateRowContract } from "#lib/api/contracts/tables.ts";
import { handle } from "#lib/api/handle.server.ts";
import { deleteRow, getRow, updateRow } from "#lib/operations/tables/manage-rows.server.ts";

export const GET = handle(getRowContract, (actor, { params }) => getRow(actor, params.name, params.id));
export const PATCH = handle(updateRowContract, (actor, { params, body }) =>
  updateRow(actor, params.name, params.id, body),
);
export const DELETE = handle(deleteRowContract, (actor, { params }) =>
  deleteRow(actor, params.name, params.id),
);
