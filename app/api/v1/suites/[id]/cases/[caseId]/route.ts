import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { handle } from "#lib/api/handle.server.ts";
import { removeCase, replaceCase } from "#lib/operations/suites/manage-cases.server.ts";

export const PUT = handle(suiteContracts.replaceCase, replaceCase);

export const DELETE = handle(suiteContracts.removeCase, removeCase);
