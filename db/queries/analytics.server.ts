import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";

/** Which runs are looked at; days are whole days of `zone`, both included. */
export type RunSelection = {
  from: string;
  to: string;
  zone: string;
  blueprintId?: string | undefined;
  version?: number | undefined;
  channel?: string | undefined;
  withDrafts: boolean;
};

/** One group's numbers; `value` is null where it is unknown. */
export type AggregateRow = { group: string; value: number | null; hits: number; trials: number };

/** Aggregates the runs of a workspace by a group, in the order of the groups. */
export async function aggregateRuns(
  database: Database,
  workspaceId: string,
  selection: RunSelection,
  group: SQL,
  aggregate: { value: SQL; hits: SQL; trials: SQL },
): Promise<AggregateRow[]> {
  const { from, to, zone, blueprintId, version, channel, withDrafts } = selection;
  const { rows } = await database.execute<AggregateRow>(sql`
    SELECT ${group} AS "group", ${aggregate.value} AS value, ${aggregate.hits} AS hits, ${aggregate.trials} AS trials
    FROM runs r JOIN conversations c ON c.id = r.conversation_id AND c.workspace_id = r.workspace_id
    WHERE r.workspace_id = ${workspaceId}
      AND r.created_at >= ${from}::date::timestamp AT TIME ZONE ${zone}
      AND r.created_at < (${to}::date + 1)::timestamp AT TIME ZONE ${zone}
      ${withDrafts ? sql`` : sql`AND r.version IS NOT NULL`}
      ${blueprintId === undefined ? sql`` : sql`AND r.blueprint_id = ${blueprintId}`}
      ${version === undefined ? sql`` : sql`AND r.version = ${version}`}
      ${channel === undefined ? sql`` : sql`AND c.channel = ${channel}`}
    GROUP BY 1 ORDER BY 1`);
  return rows;
}
