import { sql } from "drizzle-orm";
import {
  customType,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, idColumn, momentColumn, updatedAt } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/**
 * A named collection of documents; every change makes the next version. `embeddingDueAt` is when a worker should next
 * embed what the newest version lacks: null when nothing is to do, in the future while one works on it or after a failure.
 */
export const datasets = pgTable(
  "datasets",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    slug: text("slug").notNull(),
    description: text("description").notNull().default(""),
    version: integer("version").notNull().default(0),
    /** `provider/model`, or null when the dataset is searched by words alone. */
    embeddingModel: text("embedding_model"),
    embeddingDimensions: integer("embedding_dimensions"),
    /** The cosine this model gives to texts that have nothing to do with each other. */
    embeddingBackground: doublePrecision("embedding_background"),
    /** Why the last attempt failed: `{ code, message }`, parsed on read. */
    embeddingError: jsonb("embedding_error"),
    embeddingAttempts: integer("embedding_attempts").notNull().default(0),
    embeddingDueAt: momentColumn("embedding_due_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("datasets_workspace_slug_key").on(table.workspaceId, table.slug),
    index("datasets_embedding_due_idx")
      .on(table.embeddingDueAt)
      .where(sql`${table.embeddingDueAt} is not null`),
  ],
);

/** An immutable state of a dataset with the statistics BM25 needs. */
export const datasetVersions = pgTable(
  "dataset_versions",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    note: text("note").notNull().default(""),
    documentCount: integer("document_count").notNull(),
    passageCount: integer("passage_count").notNull(),
    averageLength: doublePrecision("average_length").notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("dataset_versions_number_key").on(table.datasetId, table.number)],
);

/** A document's text, immutable; an edit stores a new row. */
export const documents = pgTable(
  "documents",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    datasetId: uuid("dataset_id")
      .notNull()
      .references(() => datasets.id, { onDelete: "cascade" }),
    title: text("title").notNull(),
    source: text("source").notNull().default(""),
    mediaType: text("media_type").notNull(),
    contentHash: text("content_hash").notNull(),
    text: text("text").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("documents_dataset_idx").on(table.datasetId)],
);

/** Which documents a dataset version holds. */
export const datasetVersionDocuments = pgTable(
  "dataset_version_documents",
  {
    datasetId: uuid("dataset_id").notNull(),
    version: integer("version").notNull(),
    documentId: uuid("document_id")
      .notNull()
      .references(() => documents.id, { onDelete: "cascade" }),
  },
  (table) => [
    primaryKey({ columns: [table.datasetId, table.version, table.documentId] }),
    index("dataset_version_documents_document_idx").on(table.documentId),
  ],
);

/** A chunk of a document: `terms` for candidates (GIN), `frequencies` aligned with it for the BM25 score. */
export const passages = pgTable(
  "passages",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    datasetId: uuid("dataset_id").notNull(),
    documentId: uuid("document_id")
      .notNull()
      .references(() => documents.id, { onDelete: "cascade" }),
    ordinal: integer("ordinal").notNull(),
    heading: text("heading").notNull().default(""),
    text: text("text").notNull(),
    length: integer("length").notNull(),
    terms: text("terms").array().notNull(),
    frequencies: integer("frequencies").array().notNull(),
  },
  (table) => [
    index("passages_terms_idx").using("gin", table.terms),
    index("passages_document_idx").on(table.documentId, table.ordinal),
  ],
);

/** In how many passages of a dataset version a term occurs. */
export const termStatistics = pgTable(
  "term_statistics",
  {
    datasetId: uuid("dataset_id").notNull(),
    version: integer("version").notNull(),
    term: text("term").notNull(),
    documentFrequency: integer("document_frequency").notNull(),
  },
  (table) => [primaryKey({ columns: [table.datasetId, table.version, table.term] })],
);

/** A passage's vector of one model: unit length, 32-bit floats, little endian. */
export const passageEmbeddings = pgTable(
  "passage_embeddings",
  {
    passageId: uuid("passage_id")
      .notNull()
      .references(() => passages.id, { onDelete: "cascade" }),
    workspaceId: uuid("workspace_id").notNull(),
    datasetId: uuid("dataset_id").notNull(),
    documentId: uuid("document_id").notNull(),
    model: text("model").notNull(),
    vector: bytea("vector").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.passageId, table.model] }),
    index("passage_embeddings_dataset_idx").on(table.datasetId, table.model, table.passageId),
  ],
);
