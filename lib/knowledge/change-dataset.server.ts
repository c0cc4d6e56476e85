import "server-only";
import type { Database } from "#db/client.server.ts";
import {
  insertDataset,
  insertVersion,
  lockDataset,
  type StoredDataset,
  updateDataset,
} from "#db/queries/datasets.server.ts";
import { insertDocument, listVersionDocuments } from "#db/queries/documents.server.ts";
import { requestEmbedding } from "#db/queries/embeddings.server.ts";
import { insertPassages } from "#db/queries/passages.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { slugOf } from "#lib/foundation/slug.ts";
import { type PreparedDocument, prepareDocument } from "./extract.ts";
import { indexDocument } from "./index-document.ts";

/** What a change does to the newest version: removals first, then additions. */
export type DatasetChange = { add?: PreparedDocument[]; remove?: string[]; note: string };

/** The outcome of a change; `changed` is false when the dataset already was so, and no version was made. */
export type ChangedDataset = { datasetId: string; version: number; changed: boolean; documentIds: string[] };

const mostDocuments = 10_000;

/**
 * Makes the next version of a dataset, sharing every unchanged document with the one before. Adding a document
 * that is there already (same title and content) adds nothing. Runs in the caller's transaction.
 */
export async function changeDataset(
  tx: Database,
  workspaceId: string,
  idOrSlug: string,
  change: DatasetChange,
): Promise<ChangedDataset> {
  const dataset = await lockDataset(tx, workspaceId, idOrSlug);
  const held = await listVersionDocuments(tx, workspaceId, dataset.id, dataset.version);
  const removed = new Set(change.remove);
  for (const id of removed) {
    if (held.some((document) => document.id === id)) continue;
    throw new AppError("not_found", `The newest version of ${dataset.name} has no document ${id}.`);
  }
  const members = new Map(
    held.filter((each) => !removed.has(each.id)).map((each) => [each.contentHash, each.id]),
  );
  const kept = held.filter((each) => !removed.has(each.id)).map((each) => each.id);
  const documentIds: string[] = [];
  const added: string[] = [];
  for (const document of change.add ?? []) {
    const same = members.get(document.contentHash);
    const id = same ?? (await storeDocument(tx, workspaceId, dataset.id, document));
    members.set(document.contentHash, id);
    documentIds.push(id);
    if (same === undefined) added.push(id);
  }
  if (added.length === 0 && removed.size === 0)
    return { datasetId: dataset.id, version: dataset.version, changed: false, documentIds };
  const version = await nextVersion(tx, workspaceId, dataset, [...kept, ...added], change.note);
  return { datasetId: dataset.id, version, changed: true, documentIds };
}

/** Makes a new version equal to an old one. */
export async function restoreDatasetVersion(
  tx: Database,
  workspaceId: string,
  idOrSlug: string,
  number: number,
): Promise<ChangedDataset> {
  const dataset = await lockDataset(tx, workspaceId, idOrSlug);
  if (number < 1 || number > dataset.version)
    throw new AppError("not_found", `The dataset ${dataset.name} has no version ${number}.`);
  const documents = await listVersionDocuments(tx, workspaceId, dataset.id, number);
  const documentIds = documents.map((document) => document.id);
  const version = await nextVersion(tx, workspaceId, dataset, documentIds, `Restored version ${number}`);
  return { datasetId: dataset.id, version, changed: true, documentIds };
}

/** Which documents came and went between two versions. */
export async function diffDatasetVersions(
  database: Database,
  workspaceId: string,
  datasetId: string,
  from: number,
  to: number,
): Promise<{ added: { id: string; title: string }[]; removed: { id: string; title: string }[] }> {
  const before = await listVersionDocuments(database, workspaceId, datasetId, from);
  const after = await listVersionDocuments(database, workspaceId, datasetId, to);
  const missingIn = (others: { id: string }[]) => {
    const ids = new Set(others.map((other) => other.id));
    return (document: { id: string }) => !ids.has(document.id);
  };
  const brief = ({ id, title }: { id: string; title: string }) => ({ id, title });
  return {
    added: after.filter(missingIn(before)).map(brief),
    removed: before.filter(missingIn(after)).map(brief),
  };
}

/** Stores a dataset with its first documents, as starter templates and imports do; a taken slug gets a number. */
export async function createDataset(
  tx: Database,
  workspaceId: string,
  given: {
    name: string;
    slug?: string;
    description: string;
    documents?: { title: string; text: string; mediaType?: string; source?: string }[];
  },
): Promise<StoredDataset> {
  const slug = given.slug ?? slugOf(given.name, "dataset");
  let dataset: StoredDataset | undefined;
  for (let attempt = 1; dataset === undefined && attempt <= 100; attempt += 1) {
    const tried = attempt === 1 ? slug : `${slug}-${attempt}`;
    dataset = await insertDataset(tx, workspaceId, {
      name: given.name,
      slug: tried,
      description: given.description,
    });
  }
  if (!dataset)
    throw new AppError("conflict", `Too many datasets are called "${given.name}". Choose another name.`);
  const add = (given.documents ?? []).map((document, index) =>
    prepareDocument(document, `documents.${index}`),
  );
  if (add.length === 0) return dataset;
  const { version } = await changeDataset(tx, workspaceId, dataset.id, { add, note: "First documents" });
  return { ...dataset, version };
}

async function nextVersion(
  tx: Database,
  workspaceId: string,
  dataset: StoredDataset,
  documentIds: string[],
  note: string,
): Promise<number> {
  if (documentIds.length > mostDocuments)
    throw new AppError("limit_reached", `A dataset holds at most ${mostDocuments} documents.`);
  const number = dataset.version + 1;
  await insertVersion(tx, workspaceId, dataset.id, { number, note, documentIds });
  await updateDataset(tx, workspaceId, dataset.id, { version: number });
  // A worker does the embedding: no caller waits for a provider, and a crash loses nothing.
  if (dataset.embeddingModel !== null) await requestEmbedding(tx, workspaceId, dataset.id, false);
  return number;
}

async function storeDocument(
  tx: Database,
  workspaceId: string,
  datasetId: string,
  document: PreparedDocument,
): Promise<string> {
  const { warnings: _warnings, ...stored } = document;
  const id = await insertDocument(tx, workspaceId, datasetId, stored);
  await insertPassages(tx, workspaceId, datasetId, id, indexDocument(document.title, document.text));
  return id;
}
