import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { handle } from "#lib/api/handle.server.ts";
import { exportCases } from "#lib/operations/suites/manage-cases.server.ts";

export const GET = handle(suiteContracts.exportCases, exportCases);
