import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, idColumn, momentColumn, updatedAt } from "./shared-columns.ts";

/** The tenant. `settings` is parsed by `workspaceSettingsSchema` on read. */
export const workspaces = pgTable("workspaces", {
  id: idColumn(),
  name: text("name").notNull(),
  settings: jsonb("settings").notNull().default({}),
  /** Grows with every change of a budget; 0 where there has never been one, so that nobody needs to look. */
  budgetEpoch: integer("budget_epoch").notNull().default(0),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

/** A person who can sign in; `email` is stored in lower case. */
export const users = pgTable(
  "users",
  {
    id: idColumn(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    passwordHash: text("password_hash"),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("users_email_key").on(table.email)],
);

/** Which user belongs to which workspace, in which role. */
export const members = pgTable(
  "members",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role").notNull(),
    /** Parsed by `tourProgressSchema` on read; null before the tour was ever begun. */
    tour: jsonb("tour"),
    /** The language chosen for the interface; null where the browser decides. */
    language: text("language"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("members_workspace_user_key").on(table.workspaceId, table.userId),
    index("members_user_idx").on(table.userId),
  ],
);

/** An open invitation; only the hash of its token is kept. */
export const invitations = pgTable(
  "invitations",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    role: text("role").notNull(),
    tokenHash: text("token_hash").notNull(),
    invitedBy: uuid("invited_by"),
    expiresAt: momentColumn("expires_at").notNull(),
    acceptedAt: momentColumn("accepted_at"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("invitations_token_key").on(table.tokenHash),
    index("invitations_workspace_idx").on(table.workspaceId),
  ],
);

/** A one-time link that creates the owner of an empty installation. */
export const setupLinks = pgTable("setup_links", {
  tokenHash: text("token_hash").primaryKey(),
  expiresAt: momentColumn("expires_at").notNull(),
  usedAt: momentColumn("used_at"),
  createdAt: createdAt(),
});
