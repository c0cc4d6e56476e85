import "server-only";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { blueprints } from "#db/schema/blueprints.ts";
import { ratings } from "#db/schema/people.ts";
import { conversations, runs } from "#db/schema/runs.ts";

type RatingFilter = {
  limit: number;
  cursor?: string | undefined;
  value?: "1" | "-1" | undefined;
  comment?: "with" | "without" | undefined;
  from?: string | undefined;
  to?: string | undefined;
  zone: string;
  blueprintId?: string | undefined;
  version?: number | undefined;
  channel?: string | undefined;
};

/** Ratings with the run they are about, newest first, `limit + 1` of them; days are those of the zone. */
export async function selectRatings(database: Database, workspaceId: string, filter: RatingFilter) {
  const { value, comment, from, to, zone, blueprintId, version, channel, cursor } = filter;
  return database
    .select({
      id: ratings.id,
      runId: ratings.runId,
      blueprintId: runs.blueprintId,
      blueprintName: blueprints.name,
      version: runs.version,
      channel: conversations.channel,
      value: ratings.value,
      comment: ratings.comment,
      question: sql<string | null>`${runs.trigger}->>'text'`,
      answer: runs.answer,
      createdAt: ratings.createdAt,
    })
    .from(ratings)
    .innerJoin(runs, and(eq(runs.id, ratings.runId), eq(runs.workspaceId, workspaceId)))
    .innerJoin(blueprints, eq(blueprints.id, runs.blueprintId))
    .innerJoin(conversations, eq(conversations.id, runs.conversationId))
    .where(
      and(
        eq(ratings.workspaceId, workspaceId),
        value === undefined ? undefined : eq(ratings.value, Number(value)),
        comment === undefined
          ? undefined
          : comment === "with"
            ? sql`trim(${ratings.comment}) <> ''`
            : sql`trim(${ratings.comment}) = ''`,
        from === undefined
          ? undefined
          : sql`${ratings.createdAt} >= ${from}::date::timestamp AT TIME ZONE ${zone}::text`,
        to === undefined
          ? undefined
          : sql`${ratings.createdAt} < (${to}::date + 1)::timestamp AT TIME ZONE ${zone}::text`,
        blueprintId === undefined ? undefined : eq(runs.blueprintId, blueprintId),
        version === undefined ? undefined : eq(runs.version, version),
        channel === undefined ? undefined : eq(conversations.channel, channel),
        cursor === undefined ? undefined : lt(ratings.id, cursor),
      ),
    )
    .orderBy(desc(ratings.id))
    .limit(filter.limit + 1);
}
