import "server-only";
import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { datasetVersionDocuments, documents, passages } from "#db/schema/datasets.ts";
import { newId } from "#lib/foundation/ids.ts";

/** A document without its text, as lists show it. */
export type DocumentSummary = Omit<typeof documents.$inferSelect, "text"> & {
  length: number;
  passageCount: number;
};

const summary = {
  id: documents.id,
  workspaceId: documents.workspaceId,
  datasetId: documents.datasetId,
  title: documents.title,
  source: documents.source,
  mediaType: documents.mediaType,
  contentHash: documents.contentHash,
  createdAt: documents.createdAt,
  length: sql<number>`length(${documents.text})`,
  passageCount: sql<number>`(select count(*)::int from ${passages} where ${passages.documentId} = ${documents}.id)`,
};

/** The documents a dataset version holds after the cursor, one more than the limit. */
export async function listDocuments(
  database: Database,
  workspaceId: string,
  datasetId: string,
  version: number,
  page: { limit: number; cursor?: string },
): Promise<DocumentSummary[]> {
  const { cursor } = page;
  return await database
    .select(summary)
    .from(documents)
    .innerJoin(datasetVersionDocuments, eq(datasetVersionDocuments.documentId, documents.id))
    .where(
      and(
        eq(documents.workspaceId, workspaceId),
        eq(datasetVersionDocuments.datasetId, datasetId),
        eq(datasetVersionDocuments.version, version),
        cursor ? gt(documents.id, cursor) : undefined,
      ),
    )
    .orderBy(asc(documents.id))
    .limit(page.limit + 1);
}

/** What identifies the documents of a version, for deciding what a change alters. */
export async function listVersionDocuments(
  database: Database,
  workspaceId: string,
  datasetId: string,
  version: number,
): Promise<{ id: string; title: string; contentHash: string }[]> {
  return await database
    .select({ id: documents.id, title: documents.title, contentHash: documents.contentHash })
    .from(documents)
    .innerJoin(datasetVersionDocuments, eq(datasetVersionDocuments.documentId, documents.id))
    .where(
      and(
        eq(documents.workspaceId, workspaceId),
        eq(datasetVersionDocuments.datasetId, datasetId),
        eq(datasetVersionDocuments.version, version),
      ),
    )
    .orderBy(asc(documents.id));
}

/** Document summaries by id, in the order they were stored. */
export async function findDocuments(
  database: Database,
  workspaceId: string,
  ids: string[],
): Promise<DocumentSummary[]> {
  if (ids.length === 0) return [];
  return await database
    .select(summary)
    .from(documents)
    .where(and(eq(documents.workspaceId, workspaceId), inArray(documents.id, ids)))
    .orderBy(asc(documents.id));
}

/** A whole document of any version, with its passages in order. */
export async function readDocument(database: Database, workspaceId: string, documentId: string) {
  const [row] = await database
    .select({ ...summary, text: documents.text })
    .from(documents)
    .where(and(eq(documents.workspaceId, workspaceId), eq(documents.id, documentId)));
  if (!row) return undefined;
  const found = await database
    .select({ id: passages.id, ordinal: passages.ordinal, heading: passages.heading, text: passages.text })
    .from(passages)
    .where(and(eq(passages.workspaceId, workspaceId), eq(passages.documentId, documentId)))
    .orderBy(asc(passages.ordinal));
  return { ...row, passages: found };
}

/** Stores a document and gives its id; its passages are stored apart. */
export async function insertDocument(
  database: Database,
  workspaceId: string,
  datasetId: string,
  document: { title: string; source: string; mediaType: string; contentHash: string; text: string },
): Promise<string> {
  const id = newId();
  await database.insert(documents).values({ id, workspaceId, datasetId, ...document });
  return id;
}
