import { importTableContract } from "#lib/api/contracts/tables.ts";
import { handle, type RouteHandler } from "#lib/api/handle.server.ts";
import { asMultipart } from "#lib/operations/tables/csv-request.server.ts";
import { importTable } from "#lib/operations/tables/transfer-table.server.ts";

const importRows = handle(importTableContract, (actor, { params, query, body }, request) =>
  importTable(actor, params.name, { csv: body?.csv, form: request.form, partial: query.partial === "true" }),
);

export const POST: RouteHandler = (request, context) => importRows(asMultipart(request), context);
