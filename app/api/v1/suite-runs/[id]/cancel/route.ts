import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { handle } from "#lib/api/handle.server.ts";
import { cancelSuiteRun } from "#lib/operations/suites/read-suite-runs.server.ts";

export const POST = handle(suiteContracts.cancelRun, cancelSuiteRun);
