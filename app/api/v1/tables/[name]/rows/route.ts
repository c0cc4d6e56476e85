import { addRowContract, listRowsContract } from "#lib/api/contracts/tables.ts";
import { handle } from "#lib/api/handle.server.ts";
import { addRow, listRows } from "#lib/operations/tables/manage-rows.server.ts";

export const GET = handle(listRowsContract, (actor, { params, query }) =>
  listRows(actor, params.name, query),
);
export const POST = handle(addRowContract, (actor, { params, body }) =>
  addRow(actor, params.name, body.values),
);
