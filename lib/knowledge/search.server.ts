import "server-only";
import type { Database } from "#db/client.server.ts";
import { findDataset, requireDatasetVersion, type StoredDataset } from "#db/queries/datasets.server.ts";
import { type RankedPassage, readPassages } from "#db/queries/passages.server.ts";
import type { Embed } from "#lib/access/workspace-models.server.ts";
import { AppError, toAppError } from "#lib/foundation/errors.ts";
import { confidenceOf } from "./cosine.ts";
import { otherLength } from "./embed-dataset.server.ts";
import { fuseRanks } from "./fuse-ranks.ts";
import { rankByMeaning } from "./rank-by-meaning.server.ts";
import type { SearchMode } from "./search-mode.ts";
import { searchWords } from "./search-words.server.ts";

/** What is asked; without a mode a dataset with an embedding model is searched both ways, any other by words. */
export type SearchRequest = {
  dataset: string;
  version: number | null;
  query: string;
  limit: number;
  mode?: SearchMode | undefined;
  signal?: AbortSignal | undefined;
};

/**
 * A found passage. `score` is what ranks it (BM25, cosine or fused ranks), `confidence` (0 to 1) the better of the
 * share of the question's term weight it holds and of how far its cosine stands above unrelated texts. A score that
 * was not computed, or a passage one way of searching did not find, is null.
 */
export type Passage = Omit<RankedPassage, "version" | "ordinal"> & {
  keywordScore: number | null;
  vectorScore: number | null;
};

/** `degraded` says why vectors were left out of a search that should have used them; words alone were searched then. */
export type SearchAnswer = {
  passages: Passage[];
  mode: SearchMode;
  version: number;
  degraded: { code: string; message: string } | null;
};

/** How many passages each way of searching hands to the fusion. */
const depth = 100;
const longestWaitMs = 10_000;

/** The best passages of a dataset (by id or slug) for a question, best first. */
export async function searchDataset(
  database: Database,
  workspaceId: string,
  request: SearchRequest,
  embed: Embed,
): Promise<SearchAnswer> {
  const { query, limit } = request;
  const { dataset, number } = await requireDatasetVersion(
    database,
    workspaceId,
    request.dataset,
    request.version,
  );
  const mode = request.mode ?? (dataset.embeddingModel === null ? "keyword" : "hybrid");
  const words = async (most: number) =>
    number === 0 ? [] : await searchWords(database, workspaceId, dataset.id, number, query, most);
  const byWordsAlone = async (degraded: SearchAnswer["degraded"]) => ({
    passages: (await words(limit)).map((passage) => present(passage, passage.score, null)),
    mode: "keyword" as const,
    version: number,
    degraded,
  });
  if (mode === "keyword") return await byWordsAlone(null);
  const target = { version: number, name: dataset.name };
  let close: Awaited<ReturnType<typeof closest>>;
  try {
    close = await closest(database, workspaceId, dataset, target, request, embed);
  } catch (caught) {
    const error = toAppError(caught);
    // Who asked for vectors alone is told; everybody else gets what words can find, and is told too.
    if (mode === "vector" || error.code === "internal" || error.code === "cancelled") throw error;
    return await byWordsAlone({ code: error.code, message: error.message });
  }
  const found = mode === "hybrid" ? await words(depth) : [];
  const ranked =
    mode === "hybrid"
      ? fuseRanks([found.map((one) => one.id), close.map((one) => one.id)])
      : close.map(({ id, similarity }) => ({ id, score: similarity }));
  const best = ranked.slice(0, limit);
  const byWords = new Map(found.map((passage) => [passage.id, passage]));
  const byMeaning = new Map(close.map((one) => [one.id, one]));
  const missing = best.map(({ id }) => id).filter((id) => !byWords.has(id));
  const read = new Map((await readPassages(database, workspaceId, missing)).map((one) => [one.id, one]));
  const passages = best.flatMap(({ id, score }) => {
    const worded = byWords.get(id);
    const plain = worded ?? read.get(id);
    if (!plain) return [];
    const near = byMeaning.get(id);
    const confidence = Math.max(worded?.confidence ?? 0, near?.confidence ?? 0);
    const passage = { ...plain, score: worded?.score ?? 0, confidence };
    const shown = present(passage, worded?.score ?? null, near?.similarity ?? null);
    return [{ ...shown, score }];
  });
  return { passages, mode, version: number, degraded: null };
}

async function closest(
  database: Database,
  workspaceId: string,
  dataset: StoredDataset,
  target: { version: number; name: string },
  request: SearchRequest,
  embed: Embed,
): Promise<{ id: string; similarity: number; confidence: number }[]> {
  const { embeddingModel: model, embeddingDimensions: dimensions, embeddingBackground: background } = dataset;
  if (model === null) {
    const message = `The dataset ${target.name} has no embedding model. Choose one on its page, or search with mode=keyword.`;
    throw new AppError("invalid_input", message);
  }
  // Nothing is embedded yet, so there is nothing a question's vector could be compared with.
  if (dimensions === null || background === null) return [];
  const asked = {
    model,
    values: [request.query.slice(0, 8000)],
    purpose: "query" as const,
    timeoutMs: longestWaitMs,
    ...(request.signal ? { signal: request.signal } : {}),
  };
  const { vectors } = await embed(asked);
  const [question] = vectors;
  if (!question) throw new AppError("provider_failed", `${model} returned no vector for the question.`);
  if (question.length !== dimensions) throw otherLength(model, question.length, dimensions);
  // Vectors change only with a new version, another model (told apart by its background), or an attempt under way.
  const settled = async () => {
    const now = await findDataset(database, workspaceId, dataset.id);
    if (!now || now.embeddingDueAt !== null || now.embeddingError !== null) return null;
    return `${now.version} ${now.embeddingModel} ${now.embeddingBackground}`;
  };
  const scope = { datasetId: dataset.id, version: target.version, model, settled };
  const found = await rankByMeaning(database, workspaceId, scope, question, depth);
  return found
    .map((one) => ({ ...one, confidence: confidenceOf(one.similarity, background) }))
    .filter((one) => one.confidence > 0);
}

function present(
  passage: Omit<RankedPassage, "version" | "ordinal">,
  keywordScore: number | null,
  vectorScore: number | null,
): Passage {
  const { id, documentId, documentTitle, heading, text, score, confidence } = passage;
  return { id, documentId, documentTitle, heading, text, score, confidence, keywordScore, vectorScore };
}
