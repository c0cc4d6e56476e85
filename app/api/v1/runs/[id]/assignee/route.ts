import { commentContracts } from "#lib/api/contracts/comments.ts";
import { handle } from "#lib/api/handle.server.ts";
import { assignRun } from "#lib/operations/assignments/assign-run.server.ts";

export const PUT = handle(commentContracts.assign, assignRun);
