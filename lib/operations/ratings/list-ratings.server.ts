import "server-only";
import { database } from "#db/client.server.ts";
import { selectRatings } from "#db/queries/ratings.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { ratingContracts } from "#lib/api/contracts/ratings.ts";
import { toPage } from "#lib/api/pagination.ts";

type List = (typeof ratingContracts)["list"];

/** What people thought of answers, newest first. */
export async function listRatings(
  actor: Actor,
  { query }: ContractInput<List>,
): Promise<ContractOutput<List>> {
  authorize(actor, "read");
  const rows = await selectRatings(database(), actor.workspaceId, query);
  const page = toPage(rows, query.limit);
  return { ...page, items: page.items.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
}
