import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { emptyCache, readCacheUse } from "#db/queries/answer-cache.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { cacheContracts } from "#lib/api/contracts/answer-cache.ts";
import { requireBlueprint } from "./present-blueprint.server.ts";

type Contracts = typeof cacheContracts;

/** How the cache of a blueprint does. */
export async function readAnswerCache(
  actor: Actor,
  { params, query }: ContractInput<Contracts["read"]>,
): Promise<ContractOutput<Contracts["read"]>> {
  authorize(actor, "read");
  const { workspaceId } = actor;
  await requireBlueprint(database(), workspaceId, params.id, { asStored: true });
  const use = await readCacheUse(databasePool(), { workspaceId, blueprintId: params.id }, query.days);
  const of = (wanted: "turn" | "result") => {
    const { kind: _kind, ...found } = use.find(({ kind }) => kind === wanted) ?? { ...none, kind: wanted };
    const looks = found.hits + found.misses;
    return { ...found, hitRate: looks === 0 ? null : found.hits / looks };
  };
  return { answers: of("turn"), results: of("result") };
}

const none = { entries: 0, hits: 0, misses: 0, savedTokens: 0, savedUsd: 0 };

/** Forgets what is kept; the next runs ask for themselves. */
export async function emptyAnswerCache(
  actor: Actor,
  { params }: ContractInput<Contracts["empty"]>,
): Promise<ContractOutput<Contracts["empty"]>> {
  authorize(actor, "blueprint.write");
  const { workspaceId } = actor;
  await requireBlueprint(database(), workspaceId, params.id, { asStored: true });
  const forgotten = await emptyCache(databasePool(), { workspaceId, blueprintId: params.id });
  const event = { action: "cache.emptied", noun: "blueprint", nounId: params.id, after: { forgotten } };
  await recordAudit(database(), actor, event);
  return { forgotten };
}
