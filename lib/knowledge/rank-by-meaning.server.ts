import "server-only";
import type { Database } from "#db/client.server.ts";
import { listVectors } from "#db/queries/embeddings.server.ts";
import { cosine } from "./cosine.ts";

const page = 2000;

/** The passages of a version closest in meaning to a question's vector, best first: exact, every vector is compared. */
export async function rankByMeaning(
  database: Database,
  workspaceId: string,
  version: { datasetId: string; version: number; model: string },
  question: Float32Array,
  limit: number,
): Promise<{ id: string; similarity: number }[]> {
  let best: { id: string; similarity: number }[] = [];
  for (let after: string | null = null; ; ) {
    const found: Awaited<ReturnType<typeof listVectors>> = await listVectors(database, workspaceId, version, {
      after,
      limit: page,
    });
    const compared = found
      .filter(({ vector }) => vector.length === question.length)
      .map(({ passageId, vector }) => ({ id: passageId, similarity: cosine(question, vector) }));
    best = [...best, ...compared]
      .sort((one, other) => other.similarity - one.similarity || (one.id < other.id ? -1 : 1))
      .slice(0, limit);
    after = found.at(-1)?.passageId ?? null;
    if (found.length < page || after === null) return best;
  }
}
