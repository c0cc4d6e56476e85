import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { handle } from "#lib/api/handle.server.ts";
import { proposeCase } from "#lib/operations/suites/propose-case.server.ts";

export const GET = handle(suiteContracts.propose, proposeCase);
