import { commentContracts } from "#lib/api/contracts/comments.ts";
import { handle } from "#lib/api/handle.server.ts";
import { editComment, eraseComment } from "#lib/operations/comments/discuss-run.server.ts";

export const PATCH = handle(commentContracts.edit, editComment);
export const DELETE = handle(commentContracts.erase, eraseComment);
