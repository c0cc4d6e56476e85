import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { handle } from "#lib/api/handle.server.ts";
import { getSuite, removeSuite, updateSuite } from "#lib/operations/suites/manage-suites.server.ts";

export const GET = handle(suiteContracts.get, getSuite);

export const PATCH = handle(suiteContracts.update, updateSuite);

export const DELETE = handle(suiteContracts.remove, removeSuite);
