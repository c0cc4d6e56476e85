import "server-only";
import { and, count, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#db/client.server.ts";
import {
  datasets,
  datasetVersionDocuments,
  documents,
  passageEmbeddings,
  passages,
} from "#db/schema/datasets.ts";
import { workspaces } from "#db/schema/workspaces.ts";

/** Work on one dataset's vectors; it is ours while model and version stay what they are here. */
export type EmbeddingClaim = {
  datasetId: string;
  workspaceId: string;
  version: number;
  model: string;
  dimensions: number | null;
  attempts: number;
  settings: unknown;
};

const leaseSeconds = 180;

/** Takes the dataset that waits longest, if any, for a few minutes; a worker that dies loses it to another. */
export async function claimDueEmbedding(database: Database): Promise<EmbeddingClaim | undefined> {
  const result = await database.execute(sql`
    update ${datasets} d set embedding_due_at = now() + make_interval(secs => ${leaseSeconds})
    from ${workspaces} w
    where w.id = d.workspace_id and d.id = (
      select id from ${datasets}
      where embedding_due_at <= now() and embedding_model is not null
      order by embedding_due_at limit 1 for update skip locked
    )
    returning d.id as "datasetId", d.workspace_id as "workspaceId", d.version, d.embedding_model as model,
      d.embedding_dimensions as dimensions, d.embedding_attempts as attempts, w.settings`);
  return z.array(claimRow).parse(result.rows)[0];
}

const claimRow = z.object({
  datasetId: z.string(),
  workspaceId: z.string(),
  version: z.number(),
  model: z.string(),
  dimensions: z.number().nullable(),
  attempts: z.number(),
  settings: z.unknown(),
});

const stillOurs = (claim: EmbeddingClaim) =>
  and(
    eq(datasets.workspaceId, claim.workspaceId),
    eq(datasets.id, claim.datasetId),
    eq(datasets.version, claim.version),
    eq(datasets.embeddingModel, claim.model),
  );

/** Stores vectors and prolongs the claim; false when the dataset has changed meanwhile and is due again anyway. */
export async function storeEmbeddings(
  database: Database,
  claim: EmbeddingClaim,
  embedded: { passageId: string; documentId: string; vector: Float32Array }[],
  shape: { dimensions: number; background: number } | undefined,
): Promise<boolean> {
  const { workspaceId, datasetId, model } = claim;
  return await database.transaction(async (tx) => {
    const kept = await tx
      .update(datasets)
      .set({
        embeddingDueAt: sql`now() + make_interval(secs => ${leaseSeconds})`,
        ...(shape ? { embeddingDimensions: shape.dimensions, embeddingBackground: shape.background } : {}),
      })
      .where(stillOurs(claim))
      .returning({ id: datasets.id });
    if (kept.length === 0) return false;
    // A passage whose dataset was emptied meanwhile is gone; the rest is stored.
    const present = await tx
      .select({ id: passages.id })
      .from(passages)
      .where(
        and(
          eq(passages.workspaceId, workspaceId),
          inArray(
            passages.id,
            embedded.map((one) => one.passageId),
          ),
        ),
      );
    const ids = new Set(present.map((row) => row.id));
    const rows = embedded
      .filter((one) => ids.has(one.passageId))
      .map(({ passageId, documentId, vector }) => ({
        passageId,
        documentId,
        workspaceId,
        datasetId,
        model,
        vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
      }));
    if (rows.length > 0) await tx.insert(passageEmbeddings).values(rows).onConflictDoNothing();
    return true;
  });
}

/** Passages of the claimed version that have no vector of its model yet. */
export async function listUnembedded(database: Database, claim: EmbeddingClaim, limit: number) {
  const has = database
    .select({ one: sql`1` })
    .from(passageEmbeddings)
    .where(and(eq(passageEmbeddings.passageId, passages.id), eq(passageEmbeddings.model, claim.model)));
  return await database
    .select({
      passageId: passages.id,
      documentId: passages.documentId,
      title: documents.title,
      heading: passages.heading,
      text: passages.text,
    })
    .from(passages)
    .innerJoin(documents, eq(documents.id, passages.documentId))
    .innerJoin(datasetVersionDocuments, eq(datasetVersionDocuments.documentId, passages.documentId))
    .where(
      and(
        eq(passages.workspaceId, claim.workspaceId),
        eq(datasetVersionDocuments.datasetId, claim.datasetId),
        eq(datasetVersionDocuments.version, claim.version),
        sql`not exists ${has}`,
      ),
    )
    .orderBy(passages.id)
    .limit(limit);
}

/** Ends a claim whose version is embedded, and drops the vectors of models used before. */
export async function finishEmbedding(database: Database, claim: EmbeddingClaim): Promise<void> {
  const done = await database
    .update(datasets)
    .set({ embeddingDueAt: null, embeddingError: null, embeddingAttempts: 0 })
    .where(stillOurs(claim))
    .returning({ id: datasets.id });
  if (done.length > 0) await dropEmbeddings(database, claim, ne(passageEmbeddings.model, claim.model));
}

/** Ends a claim that failed; null `retryInSeconds` waits for a person. */
export async function failEmbedding(
  database: Database,
  claim: EmbeddingClaim,
  error: { code: string; message: string },
  retryInSeconds: number | null,
): Promise<void> {
  await database
    .update(datasets)
    .set({
      embeddingError: error,
      embeddingAttempts: claim.attempts + 1,
      embeddingDueAt: retryInSeconds === null ? null : sql`now() + make_interval(secs => ${retryInSeconds})`,
    })
    .where(stillOurs(claim));
}

/** Sets or clears the model; a worker embeds the newest version from now on. */
export async function setEmbeddingModel(
  database: Database,
  workspaceId: string,
  datasetId: string,
  model: string | null,
): Promise<void> {
  await database
    .update(datasets)
    .set({
      embeddingModel: model,
      embeddingDimensions: null,
      embeddingBackground: null,
      embeddingError: null,
      embeddingAttempts: 0,
      embeddingDueAt: model === null ? null : new Date(),
      updatedAt: new Date(),
    })
    .where(and(eq(datasets.workspaceId, workspaceId), eq(datasets.id, datasetId)));
  if (model === null) await dropEmbeddings(database, { workspaceId, datasetId });
}

/** Makes a dataset with a model due now; `fresh` throws its vectors away first, for a model that changed under its name. */
export async function requestEmbedding(
  database: Database,
  workspaceId: string,
  datasetId: string,
  fresh: boolean,
): Promise<void> {
  if (fresh) await dropEmbeddings(database, { workspaceId, datasetId });
  await database
    .update(datasets)
    .set({
      embeddingError: null,
      embeddingAttempts: 0,
      embeddingDueAt: sql`case when ${datasets.embeddingModel} is null then null else now() end`,
      ...(fresh ? { embeddingDimensions: null, embeddingBackground: null } : {}),
    })
    .where(and(eq(datasets.workspaceId, workspaceId), eq(datasets.id, datasetId)));
}

/** Makes every dataset whose embedding failed due now, because what it failed on may have been mended. */
export async function retryFailedEmbeddings(database: Database, workspaceId: string): Promise<void> {
  await database
    .update(datasets)
    .set({ embeddingError: null, embeddingAttempts: 0, embeddingDueAt: new Date() })
    .where(
      and(
        eq(datasets.workspaceId, workspaceId),
        isNotNull(datasets.embeddingModel),
        isNotNull(datasets.embeddingError),
      ),
    );
}

/** How many passages of a version have a vector of the model. */
export async function countEmbedded(
  database: Database,
  workspaceId: string,
  version: { datasetId: string; version: number; model: string },
): Promise<number> {
  const [row] = await database
    .select({ embedded: count() })
    .from(passageEmbeddings)
    .innerJoin(datasetVersionDocuments, ofVersion(version))
    .where(withModel(workspaceId, version));
  return row?.embedded ?? 0;
}

/** Vectors of a version in order of passage, a page at a time. */
export async function listVectors(
  database: Database,
  workspaceId: string,
  version: { datasetId: string; version: number; model: string },
  page: { after: string | null; limit: number },
): Promise<{ passageId: string; vector: Float32Array }[]> {
  const rows = await database
    .select({ passageId: passageEmbeddings.passageId, vector: passageEmbeddings.vector })
    .from(passageEmbeddings)
    .innerJoin(datasetVersionDocuments, ofVersion(version))
    .where(
      and(
        withModel(workspaceId, version),
        page.after === null ? undefined : sql`${passageEmbeddings.passageId} > ${page.after}::uuid`,
      ),
    )
    .orderBy(passageEmbeddings.passageId)
    .limit(page.limit);
  return rows.map(({ passageId, vector }) => ({ passageId, vector: floatsOf(vector) }));
}

function ofVersion(version: { datasetId: string; version: number }) {
  return and(
    eq(datasetVersionDocuments.documentId, passageEmbeddings.documentId),
    eq(datasetVersionDocuments.datasetId, version.datasetId),
    eq(datasetVersionDocuments.version, version.version),
  );
}

function withModel(workspaceId: string, { datasetId, model }: { datasetId: string; model: string }) {
  return and(
    eq(passageEmbeddings.workspaceId, workspaceId),
    eq(passageEmbeddings.datasetId, datasetId),
    eq(passageEmbeddings.model, model),
  );
}

async function dropEmbeddings(
  database: Database,
  of: { workspaceId: string; datasetId: string },
  which?: ReturnType<typeof ne>,
): Promise<void> {
  await database
    .delete(passageEmbeddings)
    .where(
      and(
        eq(passageEmbeddings.workspaceId, of.workspaceId),
        eq(passageEmbeddings.datasetId, of.datasetId),
        which,
      ),
    );
}

// The driver's buffers are slices of larger ones at any offset, which a Float32Array refuses.
function floatsOf(bytes: Buffer): Float32Array {
  const copy = new Uint8Array(bytes);
  return new Float32Array(copy.buffer, 0, Math.floor(copy.byteLength / 4));
}
