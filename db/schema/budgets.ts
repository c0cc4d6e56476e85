import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { blueprints } from "./blueprints.ts";
import { createdAt, idColumn, momentColumn, updatedAt } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

const units = (name: string) => bigint(name, { mode: "number" });

/** What may be spent, by whom, in which stretch of time; amounts are whole units of the measure (see `lib/budgets/measures.ts`). */
export const budgets = pgTable(
  "budgets",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    scope: text("scope").notNull(),
    blueprintId: uuid("blueprint_id").references(() => blueprints.id, { onDelete: "cascade" }),
    nodeId: text("node_id"),
    contactId: uuid("contact_id"),
    period: text("period").notNull(),
    measure: text("measure").notNull(),
    amount: units("amount").notNull(),
    warnAt: real("warn_at"),
    onLimit: text("on_limit").notNull(),
    /** The tier or model used past the limit, and how far past it. */
    cheaperModel: text("cheaper_model"),
    ceiling: units("ceiling"),
    unpriced: text("unpriced").notNull(),
    approverRole: text("approver_role").notNull(),
    enabled: boolean("enabled").notNull().default(true),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index("budgets_workspace_idx").on(table.workspaceId, table.id)],
);

/** What a budget's subject has spent and reserved in one period; made when the period's first call is made. */
export const budgetCounters = pgTable(
  "budget_counters",
  {
    id: idColumn(),
    budgetId: uuid("budget_id")
      .notNull()
      .references(() => budgets.id, { onDelete: "cascade" }),
    workspaceId: uuid("workspace_id").notNull(),
    /** The run or contact counted apart; empty where all count together. */
    subject: text("subject").notNull(),
    periodKey: text("period_key").notNull(),
    startsAt: momentColumn("starts_at").notNull(),
    endsAt: momentColumn("ends_at"),
    spent: units("spent").notNull().default(0),
    reserved: units("reserved").notNull().default(0),
    /** What people added to the limit for this period. */
    raised: units("raised").notNull().default(0),
    warnedAt: momentColumn("warned_at"),
    reachedAt: momentColumn("reached_at"),
  },
  (table) => [
    uniqueIndex("budget_counters_key").on(table.budgetId, table.subject, table.periodKey),
    index("budget_counters_workspace_idx").on(table.workspaceId, table.startsAt),
  ],
);

/** The ledger: what each call reserved and what it took, once per step of its owner. */
export const budgetEntries = pgTable(
  "budget_entries",
  {
    counterId: uuid("counter_id")
      .notNull()
      .references(() => budgetCounters.id, { onDelete: "cascade" }),
    /** The run, or a name of what spends outside of runs. */
    ownerId: text("owner_id").notNull(),
    step: text("step").notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    runId: uuid("run_id"),
    nodeId: text("node_id"),
    kind: text("kind").notNull(),
    /** The model or ability called. */
    what: text("what").notNull(),
    amount: units("amount").notNull(),
    actual: units("actual"),
    state: text("state").notNull(),
    createdAt: createdAt(),
    expiresAt: momentColumn("expires_at").notNull(),
    settledAt: momentColumn("settled_at"),
  },
  (table) => [
    primaryKey({ columns: [table.counterId, table.ownerId, table.step] }),
    index("budget_entries_counter_idx").on(table.counterId, table.createdAt),
    index("budget_entries_held_idx").on(table.expiresAt).where(sql`state = 'held'`),
  ],
);
