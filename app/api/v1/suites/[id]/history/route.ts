import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readHistory } from "#lib/operations/suites/read-suite-runs.server.ts";

export const GET = handle(suiteContracts.history, readHistory);
