import "server-only";
import { database } from "#db/client.server.ts";
import { listDatasets, requireDatasetVersion } from "#db/queries/datasets.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { searchDataset as search } from "#lib/knowledge/search.server.ts";

const mostDatasets = 100;

/** The best passages of one dataset and the version they were found in. */
export async function searchDataset(
  actor: Actor,
  idOrSlug: string,
  query: { q: string; limit: number; version?: number | undefined },
) {
  authorize(actor, "read");
  const asked = query.version ?? null;
  const { dataset, number } = await requireDatasetVersion(database(), actor.workspaceId, idOrSlug, asked);
  const items = await search(database(), actor.workspaceId, dataset.id, number, query.q, query.limit);
  return { items, version: number };
}

/** The best passages of all datasets; scores of different datasets are only roughly comparable, so confidence leads. */
export async function searchAllDatasets(actor: Actor, query: { q: string; limit: number }) {
  authorize(actor, "read");
  const datasets = await listDatasets(database(), actor.workspaceId, { limit: mostDatasets });
  const found = [];
  for (const dataset of datasets) {
    const passages = await search(database(), actor.workspaceId, dataset.id, null, query.q, query.limit);
    found.push(
      ...passages.map((passage) => ({ ...passage, datasetId: dataset.id, datasetName: dataset.name })),
    );
  }
  found.sort((one, other) => other.confidence - one.confidence || other.score - one.score);
  return { items: found.slice(0, query.limit) };
}
