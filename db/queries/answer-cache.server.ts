import "server-only";
import type { Pool } from "pg";
import { newId } from "#lib/foundation/ids.ts";
import { storable } from "./run-log.server.ts";

/** Whose entries are meant; an entry is never found under another workspace or blueprint. */
export type CacheOwner = { workspaceId: string; blueprintId: string };

/** Where an entry belongs: a model's turn, or the result of an ability. */
export type CacheKind = "turn" | "result";

/** A stored value with its age. */
export type CacheFound = { value: unknown; ageSeconds: number };

const age = "extract(epoch FROM now() - created_at)::float8";

/** The entry of exactly this key, unless its time is over. */
export async function findCached(
  pool: Pool,
  { workspaceId, blueprintId }: CacheOwner,
  kind: CacheKind,
  key: string,
): Promise<CacheFound | undefined> {
  const { rows } = await pool.query<CacheFound>({
    name: "find-cached",
    text: `SELECT value, ${age} AS "ageSeconds" FROM cache_entries
           WHERE workspace_id = $1 AND blueprint_id = $2 AND kind = $3 AND key = $4 AND expires_at > now()`,
    values: [workspaceId, blueprintId, kind, key],
  });
  return rows[0];
}

/** Entries that differ in the question only, the newest first. */
export async function findAlike(
  pool: Pool,
  { workspaceId, blueprintId }: CacheOwner,
  likeKey: string,
  limit: number,
): Promise<(CacheFound & { question: string; vector: Buffer })[]> {
  const { rows } = await pool.query<CacheFound & { question: string; vector: Buffer }>({
    name: "find-alike",
    text: `SELECT value, question, vector, ${age} AS "ageSeconds" FROM cache_entries
           WHERE workspace_id = $1 AND blueprint_id = $2 AND like_key = $3 AND vector IS NOT NULL AND expires_at > now()
           ORDER BY created_at DESC LIMIT $4`,
    values: [workspaceId, blueprintId, likeKey, limit],
  });
  return rows;
}

/** Keeps a value; one already under the key is replaced. */
export async function keepCached(
  pool: Pool,
  { workspaceId, blueprintId }: CacheOwner,
  entry: {
    nodeId: string;
    kind: CacheKind;
    key: string;
    like: { key: string; question: string; vector: Buffer } | null;
    value: unknown;
    seconds: number;
  },
): Promise<void> {
  await pool.query({
    name: "keep-cached",
    text: `INSERT INTO cache_entries
             (id, workspace_id, blueprint_id, node_id, kind, key, like_key, question, vector, value, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, now() + make_interval(secs => $11))
           ON CONFLICT (workspace_id, blueprint_id, kind, key) DO UPDATE
           SET value = excluded.value, like_key = excluded.like_key, question = excluded.question,
               vector = excluded.vector, created_at = now(), expires_at = excluded.expires_at`,
    values: [
      newId(),
      workspaceId,
      blueprintId,
      entry.nodeId,
      entry.kind,
      entry.key,
      entry.like?.key ?? null,
      entry.like?.question ?? null,
      entry.like?.vector ?? null,
      storable(entry.value),
      entry.seconds,
    ],
  });
}

/** Counts a look for today, with what a find saved. */
export async function countLook(
  pool: Pool,
  { workspaceId, blueprintId }: CacheOwner,
  kind: CacheKind,
  found: { tokens: number; usd: number } | null,
): Promise<void> {
  await pool.query({
    name: "count-cache-look",
    text: `INSERT INTO cache_days (workspace_id, blueprint_id, day, kind, hits, misses, saved_tokens, saved_usd)
           VALUES ($1, $2, (now() AT TIME ZONE 'UTC')::date, $3, $4, $5, $6, $7)
           ON CONFLICT (blueprint_id, day, kind) DO UPDATE
           SET hits = cache_days.hits + excluded.hits, misses = cache_days.misses + excluded.misses,
               saved_tokens = cache_days.saved_tokens + excluded.saved_tokens,
               saved_usd = cache_days.saved_usd + excluded.saved_usd`,
    values: [
      workspaceId,
      blueprintId,
      kind,
      found ? 1 : 0,
      found ? 0 : 1,
      found?.tokens ?? 0,
      found?.usd ?? 0,
    ],
  });
}

/** What the cache of a blueprint holds and did in the last `days`, by kind. */
export async function readCacheUse(
  pool: Pool,
  { workspaceId, blueprintId }: CacheOwner,
  days: number,
): Promise<
  { kind: CacheKind; entries: number; hits: number; misses: number; savedTokens: number; savedUsd: number }[]
> {
  const { rows } = await pool.query({
    name: "read-cache-use",
    text: `SELECT kinds.kind,
             (SELECT count(*)::int FROM cache_entries e WHERE e.workspace_id = $1 AND e.blueprint_id = $2
                AND e.kind = kinds.kind AND e.expires_at > now()) AS entries,
             coalesce(sum(d.hits), 0)::int AS hits, coalesce(sum(d.misses), 0)::int AS misses,
             coalesce(sum(d.saved_tokens), 0)::int AS "savedTokens", coalesce(sum(d.saved_usd), 0)::float8 AS "savedUsd"
           FROM (VALUES ('turn'), ('result')) AS kinds(kind)
           LEFT JOIN cache_days d ON d.kind = kinds.kind AND d.workspace_id = $1 AND d.blueprint_id = $2
             AND d.day > (now() AT TIME ZONE 'UTC')::date - $3::int
           GROUP BY kinds.kind ORDER BY kinds.kind DESC`,
    values: [workspaceId, blueprintId, days],
  });
  return rows;
}

/** Forgets all that is kept for a blueprint; returns how many entries that were. */
export async function emptyCache(pool: Pool, { workspaceId, blueprintId }: CacheOwner): Promise<number> {
  const { rowCount } = await pool.query(
    "DELETE FROM cache_entries WHERE workspace_id = $1 AND blueprint_id = $2",
    [workspaceId, blueprintId],
  );
  return rowCount ?? 0;
}

/** Drops what nobody will find any more. */
export async function dropExpired(pool: Pool): Promise<void> {
  await pool.query("DELETE FROM cache_entries WHERE expires_at <= now()");
}
