import { noticeContracts } from "#lib/api/contracts/notices.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readNotices } from "#lib/operations/notices/read-notices.server.ts";

export const GET = handle(noticeContracts.list, readNotices);
