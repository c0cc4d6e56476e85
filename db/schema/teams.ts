import { integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { blueprints } from "./blueprints.ts";
import { runs } from "./runs.ts";
import { createdAt, idColumn, updatedAt } from "./shared-columns.ts";
import { memories } from "./tables.ts";
import { workspaces } from "./workspaces.ts";

/** How well an agent has worked lately: while `openedAt` is set its breaker is open, or tried once since `probedAt`. */
export const agentCircuits = pgTable(
  "agent_circuits",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    blueprintId: uuid("blueprint_id")
      .notNull()
      .references(() => blueprints.id, { onDelete: "cascade" }),
    nodeId: text("node_id").notNull(),
    failures: timestamp("failures", { withTimezone: true }).array().notNull(),
    openedAt: timestamp("opened_at", { withTimezone: true }),
    probedAt: timestamp("probed_at", { withTimezone: true }),
    /** When an open breaker lets one through again. */
    retryAt: timestamp("retry_at", { withTimezone: true }),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.blueprintId, table.nodeId] })],
);

/** Tasks of a board in one run; taken until the lease ends. */
export const boardTasks = pgTable(
  "board_tasks",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    boardId: text("board_id").notNull(),
    taskId: text("task_id").notNull(),
    position: integer("position").notNull(),
    text: text("text").notNull(),
    state: text("state").notNull().default("open"),
    takenBy: text("taken_by"),
    leaseUntil: timestamp("lease_until", { withTimezone: true }),
    tries: integer("tries").notNull().default(0),
    result: jsonb("result"),
  },
  (table) => [primaryKey({ columns: [table.runId, table.boardId, table.taskId] })],
);

/** Every value a memory has held: who wrote it, in which run, by which action. Never changed. */
export const memoryVersions = pgTable(
  "memory_versions",
  {
    id: idColumn(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    memoryId: uuid("memory_id")
      .notNull()
      .references(() => memories.id, { onDelete: "cascade" }),
    version: integer("version").notNull(),
    value: text("value").notNull(),
    runId: uuid("run_id"),
    nodeId: text("node_id"),
    actionKey: text("action_key"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("memory_versions_number").on(table.memoryId, table.version),
    // An action that is attempted again after a crash writes once.
    uniqueIndex("memory_versions_action").on(table.runId, table.actionKey),
  ],
);
