import "server-only";
import { and, asc, desc, eq, gt, lt, or, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import {
  datasets,
  datasetVersionDocuments,
  datasetVersions,
  passages,
  termStatistics,
} from "#db/schema/datasets.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { newId } from "#lib/foundation/ids.ts";

/** A dataset as stored. */
export type StoredDataset = typeof datasets.$inferSelect;

/** A dataset version as stored. */
export type StoredDatasetVersion = typeof datasetVersions.$inferSelect;

type Page = { limit: number; cursor?: string };

// The size of each dataset's newest version, read beside it.
const newestVersion = and(
  eq(datasetVersions.datasetId, datasets.id),
  eq(datasetVersions.number, datasets.version),
);
const sizes = {
  documentCount: sql<number>`coalesce(${datasetVersions.documentCount}, 0)`,
  passageCount: sql<number>`coalesce(${datasetVersions.passageCount}, 0)`,
};

/** The datasets of a workspace after the cursor, one more than the limit, each with its size. */
export async function listDatasets(database: Database, workspaceId: string, page: Page) {
  const rows = await database
    .select({ dataset: datasets, ...sizes })
    .from(datasets)
    .leftJoin(datasetVersions, newestVersion)
    .where(and(eq(datasets.workspaceId, workspaceId), page.cursor ? gt(datasets.id, page.cursor) : undefined))
    .orderBy(asc(datasets.id))
    .limit(page.limit + 1);
  return rows.map(({ dataset, ...size }) => ({ ...dataset, ...size }));
}

/** One dataset by id or slug, with its size. */
export async function findDataset(database: Database, workspaceId: string, idOrSlug: string) {
  const [row] = await database
    .select({ dataset: datasets, ...sizes })
    .from(datasets)
    .leftJoin(datasetVersions, newestVersion)
    .where(and(eq(datasets.workspaceId, workspaceId), named(idOrSlug)))
    .limit(1);
  return row
    ? { ...row.dataset, documentCount: row.documentCount, passageCount: row.passageCount }
    : undefined;
}

/** The dataset, held against other changes until the transaction ends, or `not_found`. */
export async function lockDataset(
  database: Database,
  workspaceId: string,
  idOrSlug: string,
): Promise<StoredDataset> {
  const [row] = await database
    .select()
    .from(datasets)
    .where(and(eq(datasets.workspaceId, workspaceId), named(idOrSlug)))
    .for("update");
  if (!row) throw missingDataset(idOrSlug);
  return row;
}

/** Stores a new dataset; nothing when the slug is taken. */
export async function insertDataset(
  database: Database,
  workspaceId: string,
  dataset: { name: string; slug: string; description: string },
): Promise<StoredDataset | undefined> {
  const [row] = await database
    .insert(datasets)
    .values({ id: newId(), workspaceId, ...dataset })
    .onConflictDoNothing()
    .returning();
  return row;
}

/** Changes what a dataset says of itself, or which version is its newest. */
export async function updateDataset(
  database: Database,
  workspaceId: string,
  id: string,
  change: { name?: string; description?: string; version?: number },
): Promise<StoredDataset | undefined> {
  const [row] = await database
    .update(datasets)
    .set({ ...change, updatedAt: new Date() })
    .where(and(eq(datasets.workspaceId, workspaceId), eq(datasets.id, id)))
    .returning();
  return row;
}

/** Removes a dataset with all its versions and documents. */
export async function deleteDataset(database: Database, workspaceId: string, id: string): Promise<void> {
  const removed = await database
    .delete(datasets)
    .where(and(eq(datasets.workspaceId, workspaceId), eq(datasets.id, id)))
    .returning({ id: datasets.id });
  if (removed.length > 0) await database.delete(termStatistics).where(eq(termStatistics.datasetId, id));
}

/** The versions of a dataset, newest first. */
export async function listVersions(
  database: Database,
  workspaceId: string,
  datasetId: string,
  page: { limit: number; before?: number },
): Promise<StoredDatasetVersion[]> {
  const { before } = page;
  return await database
    .select()
    .from(datasetVersions)
    .where(
      and(
        eq(datasetVersions.workspaceId, workspaceId),
        eq(datasetVersions.datasetId, datasetId),
        before === undefined ? undefined : lt(datasetVersions.number, before),
      ),
    )
    .orderBy(desc(datasetVersions.number))
    .limit(page.limit);
}

/** The number of the version asked for (null: the newest), or `not_found`. */
export async function requireDatasetVersion(
  database: Database,
  workspaceId: string,
  idOrSlug: string,
  version: number | null,
): Promise<{ dataset: StoredDataset; number: number }> {
  const dataset = await findDataset(database, workspaceId, idOrSlug);
  if (!dataset) throw missingDataset(idOrSlug);
  const number = version ?? dataset.version;
  if (number < 0 || number > dataset.version || (version === 0 && dataset.version > 0))
    throw new AppError("not_found", `The dataset ${dataset.name} has no version ${number}.`);
  return { dataset, number };
}

/** Freezes a set of documents as a version: membership, sizes and the statistics BM25 needs, all from SQL. */
export async function insertVersion(
  database: Database,
  workspaceId: string,
  datasetId: string,
  version: { number: number; note: string; documentIds: string[] },
): Promise<StoredDatasetVersion> {
  const { number, documentIds } = version;
  const members = documentIds.map((documentId) => ({ datasetId, version: number, documentId }));
  for (let start = 0; start < members.length; start += 5000)
    await database.insert(datasetVersionDocuments).values(members.slice(start, start + 5000));
  const ofVersion = sql`from ${passages} p join ${datasetVersionDocuments} m on m.document_id = p.document_id
    where m.dataset_id = ${datasetId}::uuid and m.version = ${number} and p.workspace_id = ${workspaceId}::uuid`;
  await database.execute(sql`
    insert into ${termStatistics} (dataset_id, version, term, document_frequency)
    select ${datasetId}::uuid, ${number}::int, t.term, count(*)::int
    from (select unnest(p.terms) as term ${ofVersion}) t group by t.term`);
  const [row] = await database
    .insert(datasetVersions)
    .values({
      id: newId(),
      workspaceId,
      datasetId,
      number,
      note: version.note,
      documentCount: documentIds.length,
      passageCount: sql`(select count(*)::int ${ofVersion})`,
      averageLength: sql`(select coalesce(avg(p.length), 0)::float8 ${ofVersion})`,
    })
    .returning();
  if (!row) throw new AppError("internal", "The dataset version was not stored.");
  return row;
}

function named(idOrSlug: string) {
  return or(sql`${datasets.id}::text = ${idOrSlug}`, eq(datasets.slug, idOrSlug));
}

function missingDataset(idOrSlug: string): AppError {
  return new AppError("not_found", `There is no dataset "${idOrSlug}" in this workspace.`);
}
