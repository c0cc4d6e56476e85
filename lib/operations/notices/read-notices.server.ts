import "server-only";
import { database } from "#db/client.server.ts";
import { countUnreadNotices, listNotices, markNoticesRead } from "#db/queries/notices.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { noticeContracts } from "#lib/api/contracts/notices.ts";
import { toPage } from "#lib/api/pagination.ts";

type Contracts = typeof noticeContracts;

/** Notices meant for the actor's role or for everybody, with how many they have not read. */
export async function readNotices(
  actor: Actor,
  { query }: ContractInput<Contracts["list"]>,
): Promise<ContractOutput<Contracts["list"]>> {
  authorize(actor, "read");
  const { limit, cursor, unread } = query;
  const [rows, count] = await Promise.all([
    listNotices(database(), actor.workspaceId, actor, {
      limit,
      unread: unread === "true",
      ...(cursor ? { cursor } : {}),
    }),
    countUnreadNotices(database(), actor.workspaceId, actor),
  ]);
  const page = toPage(rows, limit);
  const items = page.items.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
  }));
  return { ...page, items, unread: count };
}

/** Marks the actor's own notices read; the notices of others stay as they are. */
export async function readOwnNotices(
  actor: Actor,
  { body }: ContractInput<Contracts["markRead"]>,
): Promise<ContractOutput<Contracts["markRead"]>> {
  authorize(actor, "read");
  const marked = await database().transaction(async (tx) => {
    const count = await markNoticesRead(tx, actor.workspaceId, actor, body.ids);
    if (count > 0)
      await recordAudit(tx, actor, {
        action: "notices.read",
        noun: "notice",
        nounId: actor.id,
        after: { marked: count },
      });
    return count;
  });
  return { marked, unread: await countUnreadNotices(database(), actor.workspaceId, actor) };
}
