import "server-only";
import type { Database } from "#db/client.server.ts";
import { listVectors } from "#db/queries/embeddings.server.ts";
import { cosine } from "./cosine.ts";
import { createVectorCache, type PassageVector } from "./vector-cache.ts";

/** Whose vectors are compared; `settled` reads what names their state, or null while they may still change. */
export type VectorScope = {
  datasetId: string;
  version: number;
  model: string;
  settled: () => Promise<string | null>;
};

type Ranked = { id: string; similarity: number };

const page = 1000;
const cache = createVectorCache();

/** The passages of a version closest in meaning to a question's vector, best first: exact, every vector is compared. */
export async function rankByMeaning(
  database: Database,
  workspaceId: string,
  scope: VectorScope,
  question: Float32Array,
  limit: number,
): Promise<Ranked[]> {
  const { settled: readState, ...version } = scope;
  const settled = await readState();
  if (settled === null) {
    let best: Ranked[] = [];
    for await (const rows of pagesOf(database, workspaceId, version))
      best = bestOf(best, rows, question, limit);
    return best;
  }
  const load = async () => {
    const all: PassageVector[] = [];
    for await (const rows of pagesOf(database, workspaceId, version)) all.push(...rows);
    return all;
  };
  const key = JSON.stringify([workspaceId, version, settled]);
  const rows = await cache.read(key, load, async () => (await readState()) === settled);
  return bestOf([], rows, question, limit);
}

async function* pagesOf(
  database: Database,
  workspaceId: string,
  version: { datasetId: string; version: number; model: string },
): AsyncGenerator<PassageVector[]> {
  for (let after: string | null = null; ; ) {
    const rows: PassageVector[] = await listVectors(database, workspaceId, version, { after, limit: page });
    yield rows;
    after = rows.at(-1)?.passageId ?? null;
    if (rows.length < page || after === null) return;
  }
}

function bestOf(best: Ranked[], rows: PassageVector[], question: Float32Array, limit: number): Ranked[] {
  const compared = rows
    .filter(({ vector }) => vector.length === question.length)
    .map(({ passageId, vector }) => ({ id: passageId, similarity: cosine(question, vector) }));
  return [...best, ...compared]
    .sort((one, other) => other.similarity - one.similarity || (one.id < other.id ? -1 : 1))
    .slice(0, limit);
}
