import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { blueprints } from "./blueprints.ts";
import { runs } from "./runs.ts";
import { createdAt, idColumn, momentColumn, updatedAt } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

/** A winner that could not be published by itself: why, since when, how often it was tried, and when it is again. */
export type PromotionProblem = { message: string; since: string; tries: number; againAt: string };

/** One round of an experiment node; `settings` is the node's config, fixed from the start on. */
export const experiments = pgTable(
  "experiments",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    blueprintId: uuid("blueprint_id")
      .notNull()
      .references(() => blueprints.id, { onDelete: "cascade" }),
    nodeId: text("node_id").notNull(),
    title: text("title").notNull(),
    /** `draft`, `running`, `paused`, `decided` or `stopped`. */
    status: text("status").notNull(),
    settings: jsonb("settings").notNull(),
    /** The version it began with. */
    version: integer("version").notNull(),
    /** Which variant won, by whom, in which version, and what the figures were. */
    decision: jsonb("decision"),
    /** Why its winner could not be published by itself, and when that is tried again. */
    problem: jsonb("problem").$type<PromotionProblem>(),
    startedAt: momentColumn("started_at"),
    endedAt: momentColumn("ended_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("experiments_workspace_idx").on(table.workspaceId, table.id),
    index("experiments_blueprint_idx").on(table.blueprintId, table.nodeId, table.id),
    uniqueIndex("experiments_open_key")
      .on(table.blueprintId, table.nodeId)
      .where(sql`status in ('draft', 'running', 'paused')`),
  ],
);

/** Who got which variant: `unit` is the contact, or the conversation where nobody is known. */
export const experimentUnits = pgTable(
  "experiment_units",
  {
    experimentId: uuid("experiment_id")
      .notNull()
      .references(() => experiments.id, { onDelete: "cascade" }),
    unit: uuid("unit").notNull(),
    workspaceId: uuid("workspace_id").notNull(),
    variantId: text("variant_id").notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.experimentId, table.unit] })],
);

/** The runs of an experiment. */
export const experimentRuns = pgTable(
  "experiment_runs",
  {
    experimentId: uuid("experiment_id")
      .notNull()
      .references(() => experiments.id, { onDelete: "cascade" }),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    unit: uuid("unit").notNull(),
    workspaceId: uuid("workspace_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.experimentId, table.runId] }),
    index("experiment_runs_unit_idx").on(table.experimentId, table.unit),
  ],
);
