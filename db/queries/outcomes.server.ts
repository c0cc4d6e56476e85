import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#db/client.server.ts";
import { outcomeEvents, outcomes, ratings } from "#db/schema/people.ts";
import { runs } from "#db/schema/runs.ts";
import { newId } from "#lib/foundation/ids.ts";
import { measuredCriterionSchema } from "#lib/run-events/event-parts.ts";

const criteria = z.array(measuredCriterionSchema);

/** The stored outcomes of a run, criteria parsed. */
export async function findOutcomes(database: Database, workspaceId: string, runId: string) {
  const rows = await database
    .select()
    .from(outcomes)
    .where(and(eq(outcomes.workspaceId, workspaceId), eq(outcomes.runId, runId)));
  return rows.map((row) => ({ ...row, criteria: criteria.parse(row.criteria) }));
}

/** Stores a rating and gives its id. */
export async function insertRating(
  database: Database,
  workspaceId: string,
  runId: string,
  rating: { value: number; comment: string; ratedBy: string },
): Promise<string> {
  const id = newId();
  await database.insert(ratings).values({ id, workspaceId, runId, ...rating });
  return id;
}

/** Stores a rating in the place of what the same person said of the run before. */
export async function replaceRating(
  database: Database,
  workspaceId: string,
  runId: string,
  rating: { value: number; comment: string; ratedBy: string },
): Promise<void> {
  await database
    .delete(ratings)
    .where(
      and(
        eq(ratings.workspaceId, workspaceId),
        eq(ratings.runId, runId),
        eq(ratings.ratedBy, rating.ratedBy),
      ),
    );
  await insertRating(database, workspaceId, runId, rating);
}

/** Stores what was reported from outside and gives its id. */
export async function insertOutcomeEvent(
  database: Database,
  workspaceId: string,
  runId: string,
  event: { name: string; value: unknown },
): Promise<string> {
  const id = newId();
  await database.insert(outcomeEvents).values({ id, workspaceId, runId, ...event });
  return id;
}

/** Everything people and systems reported about a run, oldest first. */
export async function readLaterFacts(database: Database, workspaceId: string, runId: string) {
  return {
    ratings: await database
      .select({ value: ratings.value, comment: ratings.comment })
      .from(ratings)
      .where(and(eq(ratings.workspaceId, workspaceId), eq(ratings.runId, runId)))
      .orderBy(asc(ratings.id)),
    events: await database
      .select({ name: outcomeEvents.name, value: outcomeEvents.value })
      .from(outcomeEvents)
      .where(and(eq(outcomeEvents.workspaceId, workspaceId), eq(outcomeEvents.runId, runId)))
      .orderBy(asc(outcomeEvents.id)),
  };
}

/** How long a run took by its own clock, as its last event says; nothing while it is under way. */
export async function readDuration(database: Database, workspaceId: string, runId: string): Promise<number> {
  const { rows } = await database.execute<{ ms: number }>(sql`
    SELECT (event->>'durationMs')::float8 AS ms FROM run_events JOIN runs ON runs.id = run_events.run_id
    WHERE runs.workspace_id = ${workspaceId} AND runs.id = ${runId} AND event->>'type' = 'run.finished'`);
  return rows[0]?.ms ?? 0;
}

/** Replaces the outcomes of a run by what they are now. */
export async function storeReassessment(
  database: Database,
  workspaceId: string,
  runId: string,
  measured: { goalNodeId: string; verdict: string; score: number | null; criteria: unknown }[],
  outcome: unknown,
): Promise<void> {
  for (const one of measured)
    await database
      .update(outcomes)
      .set({
        verdict: one.verdict,
        score: one.score === null ? null : Math.round(one.score * 1000),
        criteria: one.criteria,
        updatedAt: new Date(),
      })
      .where(
        and(
          eq(outcomes.workspaceId, workspaceId),
          eq(outcomes.runId, runId),
          eq(outcomes.goalNodeId, one.goalNodeId),
        ),
      );
  await database
    .update(runs)
    .set({ outcome })
    .where(and(eq(runs.workspaceId, workspaceId), eq(runs.id, runId)));
}
