import { noticeContracts } from "#lib/api/contracts/notices.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readOwnNotices } from "#lib/operations/notices/read-notices.server.ts";

export const POST = handle(noticeContracts.markRead, readOwnNotices);
