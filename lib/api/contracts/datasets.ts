import { z } from "zod";
import { defineContract } from "#lib/api/contract.ts";
import { pageOf, pageQuery } from "#lib/api/pagination.ts";
import { searchModes } from "#lib/knowledge/search-mode.ts";
import { concreteModelRefSchema } from "#lib/models/model-ref.ts";

const tag = "datasets";
const datasetParams = z.strictObject({ id: z.string().min(1).max(120) });
const documentParams = z.strictObject({ id: z.string().min(1).max(120), documentId: z.uuid() });
const versionNumber = z.coerce.number().int().min(1).max(2_000_000_000);
const largestUpload = 32 * 1024 * 1024;

/** How far the newest version of a dataset can be searched by meaning. */
export const embeddingStateSchema = z.object({
  model: z.string(),
  dimensions: z.number().nullable(),
  state: z.enum(["pending", "ready", "failed"]),
  embedded: z.number(),
  total: z.number(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** When a failed attempt is repeated by itself; null waits for somebody to ask. */
  retryAt: z.string().nullable(),
});

/** A dataset with the size of its newest version. */
export const datasetSchema = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  description: z.string(),
  version: z.number(),
  documentCount: z.number(),
  passageCount: z.number(),
  embedding: embeddingStateSchema.nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** A document as lists show it. */
export const documentSchema = z.object({
  id: z.string(),
  datasetId: z.string(),
  title: z.string(),
  source: z.string(),
  mediaType: z.string(),
  length: z.number(),
  passageCount: z.number(),
  createdAt: z.string(),
});

/** A document with its text and its passages in order. */
export const wholeDocumentSchema = documentSchema.extend({
  text: z.string(),
  passages: z.array(z.object({ id: z.string(), ordinal: z.number(), heading: z.string(), text: z.string() })),
});

/** A passage found by a search. */
export const passageSchema = z.object({
  id: z.string(),
  documentId: z.string(),
  documentTitle: z.string(),
  heading: z.string(),
  text: z.string(),
  score: z.number(),
  confidence: z.number(),
  /** BM25, or null when the passage shares no word with the question. */
  keywordScore: z.number().nullable(),
  /** The cosine, or null when the passage was not found by meaning. */
  vectorScore: z.number().nullable(),
});

const degraded = z.object({ code: z.string(), message: z.string() });

/** A frozen state of a dataset. */
export const datasetVersionSchema = z.object({
  number: z.number(),
  note: z.string(),
  documentCount: z.number(),
  passageCount: z.number(),
  averageLength: z.number(),
  createdAt: z.string(),
});

const givenDocument = z.strictObject({
  title: z.string().max(300).default(""),
  text: z.string().min(1),
  mediaType: z.string().max(100).optional(),
  source: z.string().max(1000).optional(),
});
const givenDocuments = z.union([
  givenDocument,
  z.strictObject({ documents: z.array(givenDocument).min(1).max(200), note: z.string().max(500).optional() }),
]);
const changed = z.object({ version: z.number(), changed: z.boolean() });

/** Lists datasets. */
export const listDatasetsContract = defineContract({
  method: "GET",
  path: "/api/v1/datasets",
  summary: "List datasets",
  tag,
  query: pageQuery,
  response: pageOf(datasetSchema),
});

/** Creates an empty dataset. */
export const createDatasetContract = defineContract({
  method: "POST",
  path: "/api/v1/datasets",
  summary: "Create a dataset",
  tag,
  body: z.strictObject({
    name: z.string().trim().min(1).max(120),
    description: z.string().max(2000).default(""),
    embedding: concreteModelRefSchema.nullable().default(null),
  }),
  response: datasetSchema,
  status: 201,
  idempotent: true,
});

/** Reads a dataset by id or slug. */
export const getDatasetContract = defineContract({
  method: "GET",
  path: "/api/v1/datasets/{id}",
  summary: "Read a dataset",
  tag,
  params: datasetParams,
  response: datasetSchema,
});

/** Changes a dataset's name or description; its slug stays. */
export const updateDatasetContract = defineContract({
  method: "PATCH",
  path: "/api/v1/datasets/{id}",
  summary: "Rename or describe a dataset, or choose its embedding model",
  tag,
  params: datasetParams,
  body: z.strictObject({
    name: z.string().trim().min(1).max(120).optional(),
    description: z.string().max(2000).optional(),
    embedding: concreteModelRefSchema.nullable().optional(),
  }),
  response: datasetSchema,
});

/** Embeds what is missing at once, or everything again. */
export const embedDatasetContract = defineContract({
  method: "POST",
  path: "/api/v1/datasets/{id}/embed",
  summary: "Try embedding again now; with fresh, throw the vectors away and embed everything",
  tag,
  params: datasetParams,
  body: z.strictObject({ fresh: z.boolean().default(false) }).prefault({}),
  response: datasetSchema,
  status: 202,
  perMinute: 30,
});

/** Removes a dataset with all its versions. */
export const deleteDatasetContract = defineContract({
  method: "DELETE",
  path: "/api/v1/datasets/{id}",
  summary: "Delete a dataset with all its versions",
  tag,
  params: datasetParams,
  response: z.void(),
  status: 204,
});

/** Lists the documents of a version. */
export const listDocumentsContract = defineContract({
  method: "GET",
  path: "/api/v1/datasets/{id}/documents",
  summary: "List the documents of a dataset version, the newest unless said",
  tag,
  params: datasetParams,
  query: pageQuery.extend({ version: versionNumber.optional() }),
  response: pageOf(documentSchema),
});

/** Adds documents from JSON or from uploaded files, as one new version. */
export const addDocumentsContract = defineContract({
  method: "POST",
  path: "/api/v1/datasets/{id}/documents",
  summary: "Add documents as JSON or as multipart files; together they make one new version",
  tag,
  params: datasetParams,
  body: givenDocuments.optional(),
  response: changed.extend({
    items: z.array(documentSchema),
    warnings: z.array(z.object({ document: z.string(), message: z.string() })),
  }),
  status: 201,
  idempotent: true,
  maxBodyBytes: largestUpload,
});

/** Reads a document of any version with its passages. */
export const getDocumentContract = defineContract({
  method: "GET",
  path: "/api/v1/datasets/{id}/documents/{documentId}",
  summary: "Read a document with its passages",
  tag,
  params: documentParams,
  response: wholeDocumentSchema,
});

/** Puts another text in a document's place, as a new version. */
export const replaceDocumentContract = defineContract({
  method: "PUT",
  path: "/api/v1/datasets/{id}/documents/{documentId}",
  summary: "Replace a document; makes a new version",
  tag,
  params: documentParams,
  body: givenDocument,
  response: changed.extend({ item: documentSchema }),
  maxBodyBytes: largestUpload,
});

/** Takes a document out of the newest version; older versions keep it. */
export const removeDocumentContract = defineContract({
  method: "DELETE",
  path: "/api/v1/datasets/{id}/documents/{documentId}",
  summary: "Remove a document; makes a new version",
  tag,
  params: documentParams,
  response: changed,
});

/** Lists versions, newest first. */
export const listDatasetVersionsContract = defineContract({
  method: "GET",
  path: "/api/v1/datasets/{id}/versions",
  summary: "List the versions of a dataset, newest first",
  tag,
  params: datasetParams,
  query: z.strictObject({ limit: pageQuery.shape.limit, cursor: versionNumber.optional() }),
  response: pageOf(datasetVersionSchema),
});

/** Makes a new version equal to an old one. */
export const restoreDatasetVersionContract = defineContract({
  method: "POST",
  path: "/api/v1/datasets/{id}/versions/{number}/restore",
  summary: "Make a new version equal to an old one",
  tag,
  params: datasetParams.extend({ number: versionNumber }),
  body: z.strictObject({}).optional(),
  response: changed,
  status: 201,
  idempotent: true,
});

/** Which documents came and went between two versions. */
export const diffDatasetVersionsContract = defineContract({
  method: "GET",
  path: "/api/v1/datasets/{id}/diff",
  summary: "Compare two versions of a dataset",
  tag,
  params: datasetParams,
  query: z.strictObject({ from: versionNumber, to: versionNumber }),
  response: z.object({
    added: z.array(z.object({ id: z.string(), title: z.string() })),
    removed: z.array(z.object({ id: z.string(), title: z.string() })),
  }),
});

const searchQuery = z.strictObject({
  q: z.string().min(1).max(2000),
  limit: z.coerce.number().int().min(1).max(50).default(8),
  mode: z.enum(searchModes).optional(),
});

/** Ranks passages of one dataset. */
export const searchDatasetContract = defineContract({
  method: "GET",
  path: "/api/v1/datasets/{id}/search",
  summary: "Find passages by words, by meaning or by both, with their scores",
  tag,
  params: datasetParams,
  query: searchQuery.extend({ version: versionNumber.optional() }),
  response: z.object({
    items: z.array(passageSchema),
    version: z.number(),
    mode: z.enum(searchModes),
    /** Why vectors were left out of a search that should have used them. */
    degraded: degraded.nullable(),
  }),
});

/** Reads a document by its id alone, as a citation names it. */
export const getDocumentByIdContract = defineContract({
  method: "GET",
  path: "/api/v1/documents/{documentId}",
  summary: "Read a document by its id",
  tag,
  params: z.strictObject({ documentId: z.uuid() }),
  response: wholeDocumentSchema,
});

/** Ranks passages of every dataset of the workspace. */
export const searchContract = defineContract({
  method: "GET",
  path: "/api/v1/search",
  summary: "Find passages in all datasets",
  tag,
  query: searchQuery,
  response: z.object({
    items: z.array(passageSchema.extend({ datasetId: z.string(), datasetName: z.string() })),
    degraded: z.array(degraded),
  }),
});
