import { boolean, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { blueprints } from "./blueprints.ts";
import { createdAt, idColumn, momentColumn, updatedAt } from "./shared-columns.ts";
import { workspaces } from "./workspaces.ts";

/** An evaluation set of a blueprint; with `agentNodeId` its runs begin at that agent. */
export const suites = pgTable(
  "suites",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    blueprintId: uuid("blueprint_id")
      .notNull()
      .references(() => blueprints.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    agentNodeId: text("agent_node_id"),
    writes: text("writes").notNull().default("simulate"),
    runOnPublish: boolean("run_on_publish").notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index("suites_blueprint_idx").on(table.workspaceId, table.blueprintId, table.id)],
);

/** What one case says and expects; `content` is parsed by the case schema on read. */
export const suiteCases = pgTable(
  "suite_cases",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    suiteId: uuid("suite_id")
      .notNull()
      .references(() => suites.id, { onDelete: "cascade" }),
    content: jsonb("content").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index("suite_cases_suite_idx").on(table.suiteId, table.id)],
);

/** One execution of a suite; `document` is the draft it tests, null where `version` names an immutable one. */
export const suiteRuns = pgTable(
  "suite_runs",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    suiteId: uuid("suite_id")
      .notNull()
      .references(() => suites.id, { onDelete: "cascade" }),
    blueprintId: uuid("blueprint_id").notNull(),
    version: integer("version"),
    document: jsonb("document"),
    agentNodeId: text("agent_node_id"),
    writes: text("writes").notNull(),
    cause: text("cause").notNull(),
    startedBy: text("started_by").notNull().default(""),
    status: text("status").notNull(),
    error: text("error"),
    cancelRequestedAt: momentColumn("cancel_requested_at"),
    createdAt: createdAt(),
    finishedAt: momentColumn("finished_at"),
  },
  (table) => [
    index("suite_runs_suite_idx").on(table.suiteId, table.id),
    index("suite_runs_status_idx").on(table.status, table.id),
  ],
);

/** How one case went in one execution, with the case as it was then; `leaseUntil` keeps two workers from it. */
export const suiteResults = pgTable(
  "suite_results",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id").notNull(),
    suiteRunId: uuid("suite_run_id")
      .notNull()
      .references(() => suiteRuns.id, { onDelete: "cascade" }),
    caseId: uuid("case_id").notNull(),
    content: jsonb("content").notNull(),
    status: text("status").notNull(),
    runIds: jsonb("run_ids").notNull().default([]),
    conversationId: uuid("conversation_id"),
    checks: jsonb("checks").notNull().default([]),
    error: text("error"),
    turns: integer("turns"),
    usage: jsonb("usage"),
    durationMs: integer("duration_ms"),
    leaseUntil: momentColumn("lease_until"),
    finishedAt: momentColumn("finished_at"),
  },
  (table) => [index("suite_results_run_idx").on(table.suiteRunId, table.id)],
);
