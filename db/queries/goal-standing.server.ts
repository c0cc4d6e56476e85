import "server-only";
import { sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { outcomeEvents, outcomes, ratings } from "#db/schema/people.ts";
import { runs } from "#db/schema/runs.ts";

type Period = { blueprintId: string; days: number; zone: string; withDrafts: boolean };

/** How the runs of one day ended for one goal. */
export type GoalDay = {
  goal: string;
  day: string;
  met: number;
  missed: number;
  blocked: number;
  pending: number;
};

function counted(workspaceId: string, { blueprintId, days, zone, withDrafts }: Period) {
  return sql`${runs.workspaceId} = ${workspaceId} AND ${runs.blueprintId} = ${blueprintId}
    AND ${runs.purpose} = 'live' AND ${runs.forkOf} IS NULL
    ${withDrafts ? sql`` : sql`AND ${runs.version} IS NOT NULL`}
    AND ${runs.createdAt} >= ((now() AT TIME ZONE ${zone}::text)::date - (${days}::int - 1))::timestamp
        AT TIME ZONE ${zone}::text`;
}

/** Outcomes by goal and day, days without runs left out. */
export async function countGoalDays(
  database: Database,
  workspaceId: string,
  period: Period,
): Promise<GoalDay[]> {
  const of = (verdict: string) => sql`count(*) FILTER (WHERE ${outcomes.verdict} = ${verdict})::int`;
  const { rows } = await database.execute<GoalDay>(sql`
    SELECT ${outcomes.goalNodeId} AS goal,
           to_char(${runs.createdAt} AT TIME ZONE ${period.zone}::text, 'YYYY-MM-DD') AS day,
           ${of("met")} AS met, ${of("missed")} AS missed, ${of("blocked")} AS blocked, ${of("pending")} AS pending
    FROM ${outcomes} JOIN ${runs} ON ${runs.id} = ${outcomes.runId}
    WHERE ${outcomes.workspaceId} = ${workspaceId} AND ${counted(workspaceId, period)}
    GROUP BY 1, 2 ORDER BY 1, 2`);
  return rows;
}

/** Thumbs and reported events of a period. */
export async function countFeedback(database: Database, workspaceId: string, period: Period) {
  const thumbs = await database.execute<{ good: number; bad: number }>(sql`
    SELECT count(*) FILTER (WHERE ${ratings.value} > 0)::int AS good,
           count(*) FILTER (WHERE ${ratings.value} < 0)::int AS bad
    FROM ${ratings} JOIN ${runs} ON ${runs.id} = ${ratings.runId}
    WHERE ${ratings.workspaceId} = ${workspaceId} AND ${counted(workspaceId, period)}`);
  const events = await database.execute<{ event: string; count: number; mean: number | null }>(sql`
    SELECT ${outcomeEvents.name} AS event, count(*)::int AS count,
           avg((${outcomeEvents.value} #>> '{}')::float8)
             FILTER (WHERE jsonb_typeof(${outcomeEvents.value}) = 'number') AS mean
    FROM ${outcomeEvents} JOIN ${runs} ON ${runs.id} = ${outcomeEvents.runId}
    WHERE ${outcomeEvents.workspaceId} = ${workspaceId} AND ${counted(workspaceId, period)}
    GROUP BY 1 ORDER BY 1 LIMIT 50`);
  return { ratings: thumbs.rows[0] ?? { good: 0, bad: 0 }, events: events.rows };
}
