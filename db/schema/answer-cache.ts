import {
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { blueprints } from "./blueprints.ts";
import { createdAt, idColumn, momentColumn } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** What a model answered or an ability read, kept for a while; `key` holds everything it depends on. */
export const cacheEntries = pgTable(
  "cache_entries",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    blueprintId: uuid("blueprint_id")
      .notNull()
      .references(() => blueprints.id, { onDelete: "cascade" }),
    nodeId: text("node_id").notNull(),
    kind: text("kind").notNull(),
    key: text("key").notNull(),
    /** Equal where only the question differs, whose unit vector is beside it; null where that is not looked for. */
    likeKey: text("like_key"),
    question: text("question"),
    vector: bytes("vector"),
    value: jsonb("value").notNull(),
    createdAt: createdAt(),
    expiresAt: momentColumn("expires_at").notNull(),
  },
  (table) => [
    uniqueIndex("cache_entries_key").on(table.workspaceId, table.blueprintId, table.kind, table.key),
    index("cache_entries_like_idx").on(table.blueprintId, table.likeKey, table.createdAt),
    index("cache_entries_expiry_idx").on(table.expiresAt),
  ],
);

/** How often a day looked and found, and what that saved. */
export const cacheDays = pgTable(
  "cache_days",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    blueprintId: uuid("blueprint_id")
      .notNull()
      .references(() => blueprints.id, { onDelete: "cascade" }),
    day: date("day").notNull(),
    kind: text("kind").notNull(),
    hits: integer("hits").notNull().default(0),
    misses: integer("misses").notNull().default(0),
    savedTokens: integer("saved_tokens").notNull().default(0),
    savedUsd: real("saved_usd").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.blueprintId, table.day, table.kind] })],
);
