import "server-only";
import { database } from "#db/client.server.ts";
import {
  findDataset,
  deleteDataset as queryDelete,
  listDatasets as queryList,
  updateDataset as queryUpdate,
} from "#db/queries/datasets.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { createDataset as storeDataset } from "#lib/knowledge/change-dataset.server.ts";

type DatasetRow = NonNullable<Awaited<ReturnType<typeof findDataset>>>;

/** A page of the workspace's datasets. */
export async function listDatasets(actor: Actor, query: { limit: number; cursor?: string | undefined }) {
  authorize(actor, "read");
  const { limit, cursor } = query;
  const rows = await queryList(database(), actor.workspaceId, { limit, ...(cursor ? { cursor } : {}) });
  const page = toPage(rows, limit);
  return { ...page, items: page.items.map(presentDataset) };
}

/** One dataset by id or slug. */
export async function getDataset(actor: Actor, idOrSlug: string) {
  authorize(actor, "read");
  return presentDataset(await requireDataset(actor, idOrSlug));
}

/** Creates an empty dataset; its slug comes from the name. */
export async function createDataset(actor: Actor, given: { name: string; description: string }) {
  authorize(actor, "knowledge.write");
  return await database().transaction(async (tx) => {
    const dataset = await storeDataset(tx, actor.workspaceId, given);
    const { name, slug, description } = dataset;
    const after = { name, slug, description };
    await recordAudit(tx, actor, { action: "dataset.created", noun: "dataset", nounId: dataset.id, after });
    return presentDataset({ ...dataset, documentCount: 0, passageCount: 0 });
  });
}

/** Changes name or description. */
export async function updateDataset(
  actor: Actor,
  idOrSlug: string,
  change: { name?: string | undefined; description?: string | undefined },
) {
  authorize(actor, "knowledge.write");
  const before = await requireDataset(actor, idOrSlug);
  const after = { name: change.name ?? before.name, description: change.description ?? before.description };
  await database().transaction(async (tx) => {
    await queryUpdate(tx, actor.workspaceId, before.id, after);
    const was = { name: before.name, description: before.description };
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

function presentDataset(row: DatasetRow) {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}
