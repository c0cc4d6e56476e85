import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { handle } from "#lib/api/handle.server.ts";
import { importCases } from "#lib/operations/suites/manage-cases.server.ts";

export const POST = handle(suiteContracts.importCases, importCases);
