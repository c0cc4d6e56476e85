import "server-only";
import { database } from "#db/client.server.ts";
import { requireDatasetVersion } from "#db/queries/datasets.server.ts";
import {
  type DocumentSummary,
  findDocuments,
  listDocuments as queryList,
  readDocument,
} from "#db/queries/documents.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError } from "#lib/foundation/errors.ts";
import {
  type ChangedDataset,
  changeDataset,
  type DatasetChange,
} from "#lib/knowledge/change-dataset.server.ts";
import { type PreparedDocument, prepareDocument, prepareFile } from "#lib/knowledge/extract.ts";

type GivenDocument = {
  title: string;
  text: string;
  mediaType?: string | undefined;
  source?: string | undefined;
};

const mostFiles = 200;

/** A page of the documents a version holds. */
export async function listDocuments(
  actor: Actor,
  idOrSlug: string,
  query: { limit: number; cursor?: string | undefined; version?: number | undefined },
) {
  authorize(actor, "read");
  const { limit, cursor, version } = query;
  const found = await requireDatasetVersion(database(), actor.workspaceId, idOrSlug, version ?? null);
  const rows = await queryList(database(), actor.workspaceId, found.dataset.id, found.number, {
    limit,
    ...(cursor ? { cursor } : {}),
  });
  const page = toPage(rows, limit);
  return { ...page, items: page.items.map(presentDocument) };
}

/** A document with its passages; `idOrSlug` null takes it from whatever dataset of the workspace holds it. */
export async function getDocument(actor: Actor, idOrSlug: string | null, documentId: string) {
  authorize(actor, "read");
  const document = await readDocument(database(), actor.workspaceId, documentId);
  if (!document) throw new AppError("not_found", "There is no such document in this workspace.");
  if (idOrSlug !== null) {
    const { dataset } = await requireDatasetVersion(database(), actor.workspaceId, idOrSlug, null);
    if (dataset.id !== document.datasetId)
      throw new AppError("not_found", `The dataset ${dataset.name} has no such document.`);
  }
  return { ...presentDocument(document), text: document.text, passages: document.passages };
}

/** Adds documents given as JSON, one or many, or as the files of a form. */
export async function addDocuments(
  actor: Actor,
  idOrSlug: string,
  body: GivenDocument | { documents: GivenDocument[]; note?: string | undefined } | undefined,
  form: FormData | undefined,
) {
  authorize(actor, "knowledge.write");
  const add = form ? await prepareForm(form) : prepareBody(body);
  const note = body && "documents" in body && body.note ? body.note : `Added ${countOf(add.length)}`;
  const changed = await change(actor, idOrSlug, { add, note }, "dataset.documents-added");
  const warnings = add.flatMap((document) =>
    document.warnings.map((message) => ({ document: document.title, message })),
  );
  const items = await findDocuments(database(), actor.workspaceId, changed.documentIds);
  return { version: changed.version, changed: changed.changed, items: items.map(presentDocument), warnings };
}

/** Puts another text in a document's place. */
export async function replaceDocument(
  actor: Actor,
  idOrSlug: string,
  documentId: string,
  given: GivenDocument,
) {
  authorize(actor, "knowledge.write");
  const document = prepareDocument(defined(given), "");
  const note = `Replaced ${document.title}`.slice(0, 200);
  const replacing = { add: [document], remove: [documentId], note };
  const changed = await change(actor, idOrSlug, replacing, "dataset.document-replaced");
  const [item] = await findDocuments(database(), actor.workspaceId, changed.documentIds);
  if (!item) throw new AppError("internal", "The document was not stored.");
  return { version: changed.version, changed: changed.changed, item: presentDocument(item) };
}

/** Takes a document out of the newest version. */
export async function removeDocument(actor: Actor, idOrSlug: string, documentId: string) {
  authorize(actor, "knowledge.write");
  const removing = { remove: [documentId], note: "Removed 1 document" };
  const { version, changed } = await change(actor, idOrSlug, removing, "dataset.document-removed");
  return { version, changed };
}

async function change(
  actor: Actor,
  idOrSlug: string,
  wanted: DatasetChange,
  action: string,
): Promise<ChangedDataset> {
  return await database().transaction(async (tx) => {
    const changed = await changeDataset(tx, actor.workspaceId, idOrSlug, wanted);
    if (!changed.changed) return changed;
    const after = {
      version: changed.version,
      added: (wanted.add ?? []).map((document) => document.title),
      removed: wanted.remove ?? [],
    };
    await recordAudit(tx, actor, { action, noun: "dataset", nounId: changed.datasetId, after });
    return changed;
  });
}

function prepareBody(body: GivenDocument | { documents: GivenDocument[] } | undefined): PreparedDocument[] {
  if (!body) throw new AppError("invalid_input", "Send documents as JSON or files as multipart/form-data.");
  if (!("documents" in body)) return [prepareDocument(defined(body), "")];
  return body.documents.map((document, index) => prepareDocument(defined(document), `documents.${index}`));
}

async function prepareForm(form: FormData): Promise<PreparedDocument[]> {
  const files = [...form.values()].filter((value) => typeof value !== "string");
  if (files.length === 0)
    throw new AppError("invalid_input", "The form holds no file. Send files under the name file.");
  if (files.length > mostFiles) throw new AppError("invalid_input", `At most ${mostFiles} files at once.`);
  const prepared: PreparedDocument[] = [];
  for (const [index, file] of files.entries()) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    prepared.push(prepareFile({ name: file.name, mediaType: file.type, bytes }, `file.${index}`));
  }
  return prepared;
}

function defined(given: GivenDocument) {
  const { title, text, mediaType, source } = given;
  return { title, text, ...(mediaType ? { mediaType } : {}), ...(source ? { source } : {}) };
}

function countOf(documents: number): string {
  return documents === 1 ? "1 document" : `${documents} documents`;
}

function presentDocument(row: DocumentSummary) {
  const { id, datasetId, title, source, mediaType, length, passageCount } = row;
  return {
    id,
    datasetId,
    title,
    source,
    mediaType,
    length,
    passageCount,
    createdAt: row.createdAt.toISOString(),
  };
}
