import { exportTableContract } from "#lib/api/contracts/tables.ts";
import { handle } from "#lib/api/handle.server.ts";
import { exportTable } from "#lib/operations/tables/transfer-table.server.ts";

export const GET = handle(exportTableContract, (actor, { params }) => exportTable(actor, params.name));
