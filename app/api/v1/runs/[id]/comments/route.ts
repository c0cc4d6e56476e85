import { commentContracts } from "#lib/api/contracts/comments.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readComments, writeComment } from "#lib/operations/comments/discuss-run.server.ts";

export const GET = handle(commentContracts.list, readComments);
export const POST = handle(commentContracts.write, writeComment);
