import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { handle } from "#lib/api/handle.server.ts";
import { createSuite, listSuites } from "#lib/operations/suites/manage-suites.server.ts";

export const GET = handle(suiteContracts.list, listSuites);

export const POST = handle(suiteContracts.create, createSuite);
