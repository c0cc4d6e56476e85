import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { handle } from "#lib/api/handle.server.ts";
import { addCase, listCases } from "#lib/operations/suites/manage-cases.server.ts";

export const GET = handle(suiteContracts.cases, listCases);

export const POST = handle(suiteContracts.addCase, addCase);
