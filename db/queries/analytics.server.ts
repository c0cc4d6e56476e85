import "server-only";
import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { blueprints, blueprintVersions } from "#db/schema/blueprints.ts";
import { runs } from "#db/schema/runs.ts";
import { type RunSelection, selectionCondition } from "./run-selection.server.ts";

/** One group's numbers; `value` is null where it is unknown. */
export type AggregateRow = { group: string; value: number | null; hits: number; trials: number };

/** Aggregates the runs of a workspace by a group, in the order of the groups; at most 500 of them. */
export async function aggregateRuns(
  database: Database,
  workspaceId: string,
  selection: RunSelection,
  metric: { group: SQL; join: SQL; value: SQL; hits: SQL; trials: SQL },
): Promise<AggregateRow[]> {
  const { rows } = await database.execute<AggregateRow>(sql`
    SELECT ${metric.group} AS "group", ${metric.value} AS value, ${metric.hits} AS hits, ${metric.trials} AS trials
    FROM ${runs} ${metric.join}
    WHERE ${selectionCondition(workspaceId, selection)}
    GROUP BY 1 ORDER BY 1 LIMIT 500`);
  return rows;
}

/** Names of blueprints by their ids, deleted ones too. */
export async function readBlueprintNames(
  database: Database,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database
    .select({ id: blueprints.id, name: blueprints.name })
    .from(blueprints)
    .where(and(eq(blueprints.workspaceId, workspaceId), inArray(blueprints.id, ids)));
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Titles of the nodes of blueprints by `blueprintId/nodeId`, as their drafts have them now. */
export async function readNodeTitles(
  database: Database,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await database.execute<{ key: string; title: string }>(sql`
    SELECT ${blueprints.id}::text || '/' || (node->>'id') AS key, node->>'title' AS title
    FROM ${blueprints} CROSS JOIN LATERAL jsonb_array_elements(${blueprints.draft}->'nodes') AS node
    WHERE ${eq(blueprints.workspaceId, workspaceId)} AND ${inArray(blueprints.id, ids)}`);
  return new Map(rows.map((row) => [row.key, row.title]));
}

/** Versions published in a period, the latest first; at most 200. */
export async function listReleases(
  database: Database,
  workspaceId: string,
  period: { from: string; to: string; zone: string; blueprintId?: string | undefined },
) {
  const { from, to, zone, blueprintId } = period;
  return database
    .select({
      blueprintId: blueprintVersions.blueprintId,
      blueprintName: blueprints.name,
      version: blueprintVersions.number,
      note: blueprintVersions.note,
      at: blueprintVersions.createdAt,
      day: sql<string>`to_char(${blueprintVersions.createdAt} AT TIME ZONE ${zone}::text, 'YYYY-MM-DD')`,
    })
    .from(blueprintVersions)
    .innerJoin(blueprints, eq(blueprints.id, blueprintVersions.blueprintId))
    .where(
      and(
        eq(blueprints.workspaceId, workspaceId),
        eq(blueprintVersions.workspaceId, workspaceId),
        sql`${blueprintVersions.createdAt} >= ${from}::date::timestamp AT TIME ZONE ${zone}::text`,
        sql`${blueprintVersions.createdAt} < (${to}::date + 1)::timestamp AT TIME ZONE ${zone}::text`,
        blueprintId === undefined ? undefined : eq(blueprintVersions.blueprintId, blueprintId),
      ),
    )
    .orderBy(desc(blueprintVersions.createdAt))
    .limit(200);
}
