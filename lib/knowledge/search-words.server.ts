import "server-only";
import type { Database } from "#db/client.server.ts";
import { requireDatasetVersion } from "#db/queries/datasets.server.ts";
import { type RankedPassage, rankPassages } from "#db/queries/passages.server.ts";
import { tokenize } from "./tokenize.ts";

const mostQueryTerms = 64;

/**
 * The passages of a dataset (by id or slug) that share words with a question, best first; `version` null searches the
 * newest. A dataset or version that does not exist is `not_found`; a question of stop words only finds nothing.
 */
export async function searchWords(
  database: Database,
  workspaceId: string,
  datasetId: string,
  version: number | null,
  query: string,
  limit: number,
): Promise<RankedPassage[]> {
  const terms = queryTerms(query);
  const search = { dataset: datasetId, version, terms, limit };
  const ranked = terms.length === 0 ? [] : await rankPassages(database, workspaceId, search);
  if (ranked.length === 0) await requireDatasetVersion(database, workspaceId, datasetId, version);
  return ranked;
}

/** The distinct terms of a question that the index may hold. */
export function queryTerms(query: string): string[] {
  return [...new Set(tokenize(query.slice(0, 20_000)))].slice(0, mostQueryTerms);
}
