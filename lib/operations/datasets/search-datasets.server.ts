import "server-only";
import { database } from "#db/client.server.ts";
import { listDatasets } from "#db/queries/datasets.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { Embed } from "#lib/access/workspace-models.server.ts";
import { searchDataset as search } from "#lib/knowledge/search.server.ts";
import type { SearchMode } from "#lib/knowledge/search-mode.ts";
import { modelsOf } from "../models/models-of.server.ts";

const mostDatasets = 100;

type Query = { q: string; limit: number; mode?: SearchMode | undefined };

/** The best passages of one dataset, the version they were found in, and how they were found. */
export async function searchDataset(
  actor: Actor,
  idOrSlug: string,
  query: Query & { version?: number | undefined },
  signal?: AbortSignal,
) {
  authorize(actor, "read");
  const { embed } = await modelsOf(actor);
  const { q, limit, mode, version } = query;
  const asked = { dataset: idOrSlug, version: version ?? null, query: q, limit, mode, signal };
  const { passages, ...how } = await search(database(), actor.workspaceId, asked, embed);
  return { items: passages, ...how };
}

/** The best passages of all datasets; scores of different datasets are not comparable, so confidence leads. */
export async function searchAllDatasets(actor: Actor, query: Query, signal?: AbortSignal) {
  authorize(actor, "read");
  const embed = oncePerModel((await modelsOf(actor)).embed);
  const datasets = await listDatasets(database(), actor.workspaceId, { limit: mostDatasets });
  const found = [];
  const degraded = new Map<string, { code: string; message: string }>();
  for (const dataset of datasets) {
    // A dataset without a model has no vectors to ask for; it is searched by words beside the others.
    const mode = dataset.embeddingModel === null ? "keyword" : query.mode;
    const asked = { dataset: dataset.id, version: null, query: query.q, limit: query.limit, mode, signal };
    const answer = await search(database(), actor.workspaceId, asked, embed);
    if (answer.degraded) degraded.set(answer.degraded.message, answer.degraded);
    const { id: datasetId, name: datasetName } = dataset;
    found.push(...answer.passages.map((passage) => ({ ...passage, datasetId, datasetName })));
  }
  found.sort((one, other) => other.confidence - one.confidence || other.score - one.score);
  return { items: found.slice(0, query.limit), degraded: [...degraded.values()] };
}

/** The same question is asked of every dataset: each model embeds it once, and one that is down is asked once. */
function oncePerModel(embed: Embed): Embed {
  const answers = new Map<string, ReturnType<Embed>>();
  return (request) => {
    const answer = answers.get(request.model) ?? embed(request);
    answers.set(request.model, answer);
    return answer;
  };
}
