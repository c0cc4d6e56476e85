import "server-only";
import type { Pool } from "pg";
import {
  type CacheOwner,
  countLook,
  findAlike,
  findCached,
  keepCached,
} from "#db/queries/answer-cache.server.ts";
import type { Embed } from "#lib/access/workspace-models.server.ts";
import { toAppError } from "#lib/foundation/errors.ts";
import { log } from "#lib/foundation/log.server.ts";
import { type CacheHit, type CacheQuery, type KeptTurn, sharesSpecifics } from "#lib/runtime/answer-cache.ts";
import type { RunHost } from "#lib/runtime/host.ts";

const mostCompared = 200;
const mostKept = 200_000;

/**
 * What earlier runs of a blueprint asked and got. A cache that fails is no cache: the run asks for itself, and only the
 * log of the process tells. `clean` takes secrets out of what is stored.
 */
export function openAnswerCache(
  pool: Pool,
  owner: CacheOwner,
  embed: Embed,
  signal: AbortSignal,
  clean: <T>(value: T) => T,
): NonNullable<RunHost["cache"]> {
  // The vector of a question is wanted twice, when it is looked for and when its answer is kept.
  const vectors = new Map<string, Promise<Float32Array | null>>();
  const vectorOf = (model: string, text: string): Promise<Float32Array | null> => {
    const key = `${model} ${text}`;
    const known = vectors.get(key);
    if (known) return known;
    const made = embed({ model, values: [text], purpose: "query", signal, timeoutMs: 5000 })
      .then(({ vectors: [vector] }) => vector ?? null)
      .catch((caught: unknown) => {
        log().warn({ err: toAppError(caught) }, "a question could not be compared with earlier ones");
        return null;
      });
    vectors.set(key, made);
    return made;
  };

  async function findTurn(query: CacheQuery): Promise<CacheHit | null> {
    const same = await findCached(pool, owner, "turn", query.key);
    if (same) return hitOf(same.value, "exact", same.ageSeconds, 1);
    const { embedding, similarity } = query.settings;
    if (query.likeKey === null || embedding === null) return null;
    const alike = (await findAlike(pool, owner, query.likeKey, mostCompared)).filter(({ question }) =>
      sharesSpecifics(question, query.question),
    );
    if (alike.length === 0) return null;
    const asked = await vectorOf(embedding, query.question);
    if (asked === null) return null;
    let best: CacheHit | null = null;
    for (const one of alike) {
      const cosine = dot(asked, one.vector);
      if (cosine >= similarity && cosine > (best?.similarity ?? -1))
        best = hitOf(one.value, "similar", one.ageSeconds, Math.min(1, cosine));
    }
    return best;
  }

  return {
    recall: (query) =>
      orNothing(async () => {
        const hit = await findTurn(query);
        const { inputTokens, outputTokens } = hit?.result.usage ?? { inputTokens: 0, outputTokens: 0 };
        await countLook(
          pool,
          owner,
          "turn",
          hit ? { tokens: inputTokens + outputTokens, usd: hit.result.costUsd ?? 0 } : null,
        );
        return hit;
      }),
    keep: async (query, turn) => {
      await orNothing(async () => {
        const value = clean(turn);
        if (JSON.stringify(value).length > mostKept) return null;
        const { embedding, minutes } = query.settings;
        // An answer that needed actions is an answer to what they found, and no similar question finds the same.
        const mayServeOthers = query.likeKey !== null && turn.result.toolCalls.length === 0;
        const vector =
          mayServeOthers && embedding !== null ? await vectorOf(embedding, query.question) : null;
        const like =
          vector === null || query.likeKey === null
            ? null
            : {
                key: query.likeKey,
                question: clean(query.question),
                vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
              };
        const { nodeId, key } = query;
        await keepCached(pool, owner, { nodeId, kind: "turn", key, like, value, seconds: minutes * 60 });
        return null;
      });
    },
    recallResult: (key) =>
      orNothing(async () => {
        const found = await findCached(pool, owner, "result", key);
        await countLook(pool, owner, "result", found ? { tokens: 0, usd: 0 } : null);
        return found ? { value: found.value, ageSeconds: Math.round(found.ageSeconds) } : null;
      }),
    keepResult: async (key, nodeId, result, seconds) => {
      await orNothing(async () => {
        const value = clean(result);
        if (JSON.stringify(value).length > mostKept) return null;
        await keepCached(pool, owner, { nodeId, kind: "result", key, like: null, value, seconds });
        return null;
      });
    },
  };
}

async function orNothing<T>(work: () => Promise<T | null>): Promise<T | null> {
  try {
    return await work();
  } catch (caught) {
    log().warn({ err: caught }, "the cache of answers could not be used");
    return null;
  }
}

function hitOf(value: unknown, kind: CacheHit["kind"], age: number, similarity: number): CacheHit {
  return { ...(value as KeptTurn), kind, ageSeconds: Math.round(age), similarity };
}

function dot(one: Float32Array, bytes: Buffer): number {
  const other = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  if (one.length !== other.length) return -1;
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}
