import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listSuiteRuns } from "#lib/operations/suites/read-suite-runs.server.ts";
import { startSuiteRun } from "#lib/operations/suites/start-suite-run.server.ts";

export const GET = handle(suiteContracts.runs, listSuiteRuns);

export const POST = handle(suiteContracts.start, startSuiteRun);
