import "server-only";
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#db/client.server.ts";
import { documents, passages } from "#db/schema/datasets.ts";
import { newId } from "#lib/foundation/ids.ts";
import { b, k1 } from "#lib/knowledge/bm25.ts";
import type { IndexedPassage } from "#lib/knowledge/index-document.ts";

const rankedRow = z.object({
  id: z.string(),
  documentId: z.string(),
  documentTitle: z.string(),
  ordinal: z.number(),
  heading: z.string(),
  text: z.string(),
  score: z.number(),
  confidence: z.number(),
  version: z.number(),
});

/** A passage with its rank and the dataset version it was found in. */
export type RankedPassage = z.output<typeof rankedRow>;

/** What a search asks; `dataset` is an id or a slug, `version` null means the newest. */
export type PassageSearch = { dataset: string; version: number | null; terms: string[]; limit: number };

/** Stores the passages of one document. */
export async function insertPassages(
  database: Database,
  workspaceId: string,
  datasetId: string,
  documentId: string,
  indexed: IndexedPassage[],
): Promise<void> {
  for (let start = 0; start < indexed.length; start += 500) {
    const batch = indexed.slice(start, start + 500);
    await database
      .insert(passages)
      .values(batch.map((passage) => ({ id: newId(), workspaceId, datasetId, documentId, ...passage })));
  }
}

/** Passages by id, in no order, without any score. */
export async function readPassages(
  database: Database,
  workspaceId: string,
  ids: string[],
): Promise<Pick<RankedPassage, "id" | "documentId" | "documentTitle" | "heading" | "text">[]> {
  if (ids.length === 0) return [];
  return await database
    .select({
      id: passages.id,
      documentId: passages.documentId,
      documentTitle: documents.title,
      heading: passages.heading,
      text: passages.text,
    })
    .from(passages)
    .innerJoin(documents, eq(documents.id, passages.documentId))
    .where(and(eq(passages.workspaceId, workspaceId), inArray(passages.id, ids)));
}

/** The passages with the highest BM25 score, best first. */
export async function rankPassages(
  database: Database,
  workspaceId: string,
  search: PassageSearch,
): Promise<RankedPassage[]> {
  const result = await database.execute(rankingStatement(workspaceId, search));
  return z.array(rankedRow).parse(result.rows);
}

/**
 * BM25 (see `lib/knowledge/bm25.ts` for formula and source) in one statement: candidates from the GIN index on
 * `terms`, weights from the statistics stored for the dataset version. The candidates are materialized because
 * the planner, unable to foresee the version, would otherwise walk every document of the dataset.
 */
export function rankingStatement(workspaceId: string, search: PassageSearch): SQL {
  const terms = sql`${sql.param(search.terms)}::text[]`;
  return sql`
    with scope as materialized (
      select v.dataset_id, v.number, v.passage_count::float8 as passage_count, v.average_length
      from datasets d
      join dataset_versions v on v.dataset_id = d.id and v.number = coalesce(${search.version}::int, d.version)
      where d.workspace_id = ${workspaceId}::uuid and (d.id::text = ${search.dataset} or d.slug = ${search.dataset})
      limit 1
    ),
    query as materialized (
      select f.term, ln(1 + (scope.passage_count - f.frequency + 0.5) / (f.frequency + 0.5)) as weight
      from scope
      cross join lateral (
        select q.term, coalesce((
          select s.document_frequency from term_statistics s
          where s.dataset_id = scope.dataset_id and s.version = scope.number and s.term = q.term
        ), 0) as frequency
        from unnest(${terms}) as q(term)
      ) f
    ),
    candidates as materialized (
      select p.id, p.document_id, p.length, p.terms, p.frequencies
      from passages p
      where p.terms && ${terms} and p.workspace_id = ${workspaceId}::uuid
        and p.dataset_id = (select dataset_id from scope)
    ),
    ranked as (
      select p.id, scope.number as version, sum(query.weight) as matched,
        sum(query.weight * f.frequency * ${k1 + 1}::float8
          / (f.frequency + ${k1}::float8 * (${1 - b}::float8 + ${b}::float8 * p.length / scope.average_length))) as score
      from candidates p
      cross join scope
      join dataset_version_documents m
        on m.dataset_id = scope.dataset_id and m.version = scope.number and m.document_id = p.document_id
      cross join query
      cross join lateral (select p.frequencies[array_position(p.terms, query.term)] as frequency) f
      where f.frequency is not null
      group by p.id, scope.number
      order by score desc, p.id
      limit ${search.limit}
    )
    select p.id, p.document_id as "documentId", d.title as "documentTitle", p.ordinal, p.heading, p.text,
      ranked.score, ranked.matched / (select sum(weight) from query) as confidence, ranked.version
    from ranked
    join passages p on p.id = ranked.id
    join documents d on d.id = p.document_id
    order by ranked.score desc, p.id`;
}
