import "server-only";
import { database } from "#db/client.server.ts";
import {
  findDataset,
  deleteDataset as queryDelete,
  listDatasets as queryList,
  updateDataset as queryUpdate,
} from "#db/queries/datasets.server.ts";
import { requestEmbedding, setEmbeddingModel } from "#db/queries/embeddings.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { createDataset as storeDataset } from "#lib/knowledge/change-dataset.server.ts";
import { checkEmbeddingModel, embeddingState } from "./embed-datasets.server.ts";

type DatasetRow = NonNullable<Awaited<ReturnType<typeof findDataset>>>;

/** A page of the workspace's datasets. */
export async function listDatasets(actor: Actor, query: { limit: number; cursor?: string | undefined }) {
  authorize(actor, "read");
  const { limit, cursor } = query;
  const rows = await queryList(database(), actor.workspaceId, { limit, ...(cursor ? { cursor } : {}) });
  const page = toPage(rows, limit);
  return { ...page, items: await Promise.all(page.items.map((row) => presentDataset(actor, row))) };
}

/** One dataset by id or slug. */
export async function getDataset(actor: Actor, idOrSlug: string) {
  authorize(actor, "read");
  return await presentDataset(actor, await requireDataset(actor, idOrSlug));
}

/** Creates an empty dataset; its slug comes from the name. */
export async function createDataset(
  actor: Actor,
  given: { name: string; description: string; embedding: string | null },
) {
  authorize(actor, "knowledge.write");
  const { embedding, ...described } = given;
  if (embedding !== null) await checkEmbeddingModel(actor, embedding);
  const id = await database().transaction(async (tx) => {
    const dataset = await storeDataset(tx, actor.workspaceId, described);
    if (embedding !== null) await setEmbeddingModel(tx, actor.workspaceId, dataset.id, embedding);
    const { name, slug, description } = dataset;
    const after = { name, slug, description, embedding };
    await recordAudit(tx, actor, { action: "dataset.created", noun: "dataset", nounId: dataset.id, after });
    return dataset.id;
  });
  return await getDataset(actor, id);
}

/** Changes name, description or embedding model; another model embeds everything anew. */
export async function updateDataset(
  actor: Actor,
  idOrSlug: string,
  change: {
    name?: string | undefined;
    description?: string | undefined;
    embedding?: string | null | undefined;
  },
) {
  authorize(actor, "knowledge.write");
  const before = await requireDataset(actor, idOrSlug);
  const described = {
    name: change.name ?? before.name,
    description: change.description ?? before.description,
  };
  const embedding = change.embedding === undefined ? before.embeddingModel : change.embedding;
  const isOther = embedding !== before.embeddingModel;
  if (isOther && embedding !== null) await checkEmbeddingModel(actor, embedding);
  await database().transaction(async (tx) => {
    await queryUpdate(tx, actor.workspaceId, before.id, described);
    if (isOther) await setEmbeddingModel(tx, actor.workspaceId, before.id, embedding);
    const after = { ...described, embedding };
    const was = { name: before.name, description: before.description, embedding: before.embeddingModel };
    await recordAudit(tx, actor, {
      action: "dataset.updated",
      noun: "dataset",
      nounId: before.id,
      before: was,
      after,
    });
  });
  return await getDataset(actor, before.id);
}

/** Removes a dataset with all versions and documents. */
export async function deleteDataset(actor: Actor, idOrSlug: string): Promise<void> {
  authorize(actor, "knowledge.write");
  const { id, name, slug, version } = await requireDataset(actor, idOrSlug);
  await database().transaction(async (tx) => {
    await queryDelete(tx, actor.workspaceId, id);
    const before = { name, slug, version };
    await recordAudit(tx, actor, { action: "dataset.deleted", noun: "dataset", nounId: id, before });
  });
}

async function requireDataset(actor: Actor, idOrSlug: string): Promise<DatasetRow> {
  const dataset = await findDataset(database(), actor.workspaceId, idOrSlug);
  if (!dataset) throw new AppError("not_found", `There is no dataset "${idOrSlug}" in this workspace.`);
  return dataset;
}

async function presentDataset(actor: Actor, row: DatasetRow) {
  const created = { createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
  return { ...row, ...created, embedding: await embeddingState(actor, row) };
}

/** Has a worker embed what is missing at once; `fresh` throws all vectors away first. */
export async function embedDataset(actor: Actor, idOrSlug: string, fresh: boolean) {
  authorize(actor, "knowledge.write");
  const { id, name, embeddingModel } = await requireDataset(actor, idOrSlug);
  if (embeddingModel === null)
    throw new AppError("conflict", `The dataset ${name} has no embedding model. Choose one first.`);
  await database().transaction(async (tx) => {
    await requestEmbedding(tx, actor.workspaceId, id, fresh);
    const after = { model: embeddingModel, fresh };
    await recordAudit(tx, actor, {
      action: "dataset.embedding-requested",
      noun: "dataset",
      nounId: id,
      after,
    });
  });
  return await getDataset(actor, id);
}
