import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, idColumn, momentColumn, updatedAt } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

/** A named secret, sealed with AES-256-GCM; never returned by any read. */
export const secrets = pgTable(
  "secrets",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    sealed: text("sealed").notNull(),
    keyId: text("key_id").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex("secrets_workspace_name_key").on(table.workspaceId, table.name)],
);

/** One mutation, chained to the one before by `prevHash`; append-only by trigger. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    at: momentColumn("at").notNull(),
    actor: jsonb("actor").notNull(),
    action: text("action").notNull(),
    noun: text("noun").notNull(),
    nounId: text("noun_id").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (table) => [
    uniqueIndex("audit_workspace_seq_key").on(table.workspaceId, table.seq),
    index("audit_noun_idx").on(table.workspaceId, table.noun, table.nounId),
  ],
);

/** The stored answer to a POST that carried an Idempotency-Key. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    key: text("key").notNull(),
    route: text("route").notNull(),
    requestHash: text("request_hash").notNull(),
    status: integer("status"),
    response: jsonb("response"),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("idempotency_workspace_key").on(table.workspaceId, table.route, table.key)],
);
