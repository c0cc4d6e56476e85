import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, idColumn, momentColumn } from "./shared-columns.ts";
import { users, workspaces } from "./workspaces.ts";

/** A signed-in browser; the cookie carries the id, and a revoked row ends it at once. */
export const sessions = pgTable(
  "sessions",
  {
    id: idColumn(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
    expiresAt: momentColumn("expires_at").notNull(),
    revokedAt: momentColumn("revoked_at"),
  },
  (table) => [index("sessions_user_idx").on(table.userId)],
);

/** A bearer token for the API; only its SHA-256 hash is kept. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    prefix: text("prefix").notNull(),
    tokenHash: text("token_hash").notNull(),
    role: text("role").notNull(),
    createdBy: uuid("created_by"),
    lastUsedAt: momentColumn("last_used_at"),
    expiresAt: momentColumn("expires_at"),
    revokedAt: momentColumn("revoked_at"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("api_tokens_hash_key").on(table.tokenHash),
    index("api_tokens_workspace_idx").on(table.workspaceId),
  ],
);

/** Requests counted per key and window, for rate limits that hold across web processes. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: text("key").notNull(),
    windowStart: momentColumn("window_start").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.key, table.windowStart] })],
);
