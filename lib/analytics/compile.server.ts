import "server-only";
import { type SQL, sql } from "drizzle-orm";
import {
  actionsOfRun,
  modelOfTurn,
  type RunSelection,
  turnsOfRun,
} from "#db/queries/run-selection.server.ts";
import { approvals, handoffs, ratings } from "#db/schema/people.ts";
import { actions, conversations, runEvents, runs } from "#db/schema/runs.ts";
import type { Aggregate, Metric, MetricDimension, RunClaim, RunMeasure } from "./define-metric.ts";

const verdict = sql`${runs.outcome}->>'verdict'`;
const failed = sql`${actions.status} IN ('failed', 'unknown')`;

const claims: Record<RunClaim, SQL> = {
  any: sql`true`,
  begun: sql`${runs.startedAt} IS NOT NULL`,
  finished: sql`${runs.finishedAt} IS NOT NULL`,
  answered: sql`EXISTS (SELECT 1 FROM ${runEvents} WHERE ${runEvents.runId} = ${runs.id} AND ${runEvents.event}->>'type' = 'message.completed')`,
  met: sql`${verdict} = 'met'`,
  missed: sql`${verdict} = 'missed'`,
  decided: sql`${verdict} IN ('met', 'missed')`,
  escalated: sql`EXISTS (SELECT 1 FROM ${handoffs} WHERE ${handoffs.runId} = ${runs.id})`,
  "asked-approval": sql`EXISTS (SELECT 1 FROM ${approvals} WHERE ${approvals.runId} = ${runs.id})`,
  rated: sql`EXISTS (SELECT 1 FROM ${ratings} WHERE ${ratings.runId} = ${runs.id})`,
  "rated-good": sql`(SELECT ${ratings.value} FROM ${ratings} WHERE ${ratings.runId} = ${runs.id} ORDER BY ${ratings.id} DESC LIMIT 1) > 0`,
  acted: sql`EXISTS (SELECT 1 FROM ${actions} WHERE ${actions.runId} = ${runs.id})`,
  "ability-failed": sql`EXISTS (SELECT 1 FROM ${actions} WHERE ${actions.runId} = ${runs.id} AND ${failed})`,
};

/** The condition on `runs` that a claim makes. */
export function claimCondition(claim: RunClaim): SQL {
  return claims[claim];
}

/**
 * A piece of each run that is counted instead of the whole: its turns or its actions, one row a run and group, or
 * every turn in a row of its own.
 */
type Part = "turns" | "each-turn" | "actions" | null;

const wholeRun: Record<RunMeasure, SQL> = {
  durationMs: sql`(extract(epoch FROM ${runs.finishedAt} - coalesce(${runs.startedAt}, ${runs.createdAt})) * 1000)::float8`,
  resolveMs: sql`CASE WHEN ${verdict} = 'met' THEN (extract(epoch FROM ${runs.finishedAt} - ${runs.createdAt}) * 1000)::float8 END`,
  firstAnswerMs: sql`(SELECT (extract(epoch FROM min(${runEvents.at}) - ${runs.createdAt}) * 1000)::float8 FROM ${runEvents} WHERE ${runEvents.runId} = ${runs.id} AND ${runEvents.event}->>'type' = 'message.completed')`,
  queueMs: sql`(extract(epoch FROM ${runs.startedAt} - ${runs.createdAt}) * 1000)::float8`,
  tokens: sql`((${runs.usage}->>'inputTokens')::float8 + (${runs.usage}->>'outputTokens')::float8)`,
  costUsd: sql`(${runs.usage}->>'costUsd')::float8`,
  actions: sql`part.actions`,
  failedActions: sql`part.failed`,
};

function measureOf(measure: RunMeasure, part: Part): SQL {
  if (part === "turns" && measure === "tokens") return sql`part.tokens`;
  if (part === "turns" && measure === "costUsd") return sql`part.cost`;
  return wholeRun[measure];
}

const turnDimensions: readonly (MetricDimension | null)[] = ["agent", "model"];

function partOf(aggregate: Aggregate, dimension: MetricDimension | null, selection: RunSelection): Part {
  if (aggregate.type === "turnQuantile") return "each-turn";
  if (aggregate.type === "share" || dimension === "ability") return "actions";
  const narrowed = selection.agent !== undefined || selection.model !== undefined;
  return turnDimensions.includes(dimension) || narrowed ? "turns" : null;
}

/** The group a row belongs to; days are those of the zone. */
function groupOf(dimension: MetricDimension | null, zone: string): SQL {
  const groups: Record<MetricDimension, SQL> = {
    day: sql`to_char(${runs.createdAt} AT TIME ZONE ${zone}::text, 'YYYY-MM-DD')`,
    blueprint: sql`${runs.blueprintId}::text`,
    version: sql`coalesce(${runs.version}::text, 'draft')`,
    channel: sql`(SELECT ${conversations.channel} FROM ${conversations} WHERE ${conversations.id} = ${runs.conversationId})`,
    agent: sql`${runs.blueprintId}::text || '/' || part.key`,
    model: sql`part.key`,
    ability: sql`part.key`,
  };
  return dimension === null ? sql`''` : groups[dimension];
}

function joinOf(part: Part, dimension: MetricDimension | null, selection: RunSelection): SQL {
  if (part === null) return sql``;
  if (part === "actions") {
    const key = dimension === "ability" ? sql`${actions.ability}` : sql`''`;
    return sql`CROSS JOIN LATERAL (
      SELECT ${key} AS key, count(*)::int AS actions, (count(*) FILTER (WHERE ${failed}))::int AS failed
      FROM ${actions} WHERE ${actionsOfRun(selection)} GROUP BY 1) AS part`;
  }
  const key =
    dimension === "agent"
      ? sql`${runEvents.event}->>'nodeId'`
      : dimension === "model"
        ? modelOfTurn
        : sql`''`;
  if (part === "each-turn")
    return sql`CROSS JOIN LATERAL (
      SELECT ${key} AS key, (${runEvents.event}->>'durationMs')::float8 AS ms
      FROM ${runEvents} WHERE ${turnsOfRun(selection)}) AS part`;
  const spent = sql`(${runEvents.event}->'usage'->>'costUsd')::float8`;
  return sql`CROSS JOIN LATERAL (
    SELECT ${key} AS key,
           sum((${runEvents.event}->'usage'->>'inputTokens')::float8 + (${runEvents.event}->'usage'->>'outputTokens')::float8) AS tokens,
           CASE WHEN bool_and(${spent} IS NOT NULL) THEN sum(${spent}) END AS cost
    FROM ${runEvents} WHERE ${turnsOfRun(selection)} GROUP BY 1) AS part`;
}

/** What `aggregateRuns` puts together: the group, what is joined to a run, and the numbers. */
export type CompiledMetric = { group: SQL; join: SQL; value: SQL; hits: SQL; trials: SQL };

/** The SQL of a metric by a dimension; only fixed words reach it, a caller's texts are parameters. */
export function compileMetric(
  metric: Metric,
  dimension: MetricDimension | null,
  selection: RunSelection,
): CompiledMetric {
  const part = partOf(metric.aggregate, dimension, selection);
  return {
    group: groupOf(dimension, selection.zone),
    join: joinOf(part, dimension, selection),
    ...numbersOf(metric.aggregate, part),
  };
}

const finished = countOf("finished");

function numbersOf(aggregate: Aggregate, part: Part): Pick<CompiledMetric, "value" | "hits" | "trials"> {
  switch (aggregate.type) {
    case "count": {
      const count = countOf(aggregate.of);
      return { value: sql`${count}::float8`, hits: count, trials: sql`count(*)::int` };
    }
    case "rate": {
      const hits = sql`(count(*) FILTER (WHERE ${claims[aggregate.of]} AND ${claims[aggregate.among]}))::int`;
      const trials = countOf(aggregate.among);
      return { value: sql`${hits}::float8 / nullif(${trials}, 0)`, hits, trials };
    }
    case "share": {
      const hits = sql`coalesce(sum(${measureOf(aggregate.of, part)}), 0)::int`;
      const trials = sql`coalesce(sum(${measureOf(aggregate.among, part)}), 0)::int`;
      return { value: sql`${hits}::float8 / nullif(${trials}, 0)`, hits, trials };
    }
    case "costPer": {
      const hits = countOf(aggregate.of);
      return { value: sql`${sumOf("costUsd", part)} / nullif(${hits}, 0)`, hits, trials: finished };
    }
    case "distinct": {
      const different = sql`(count(DISTINCT coalesce(${runs.contactId}, ${runs.conversationId})))::int`;
      return { value: sql`${different}::float8`, hits: different, trials: sql`count(*)::int` };
    }
    case "turnQuantile": {
      const value = sql`percentile_cont(${aggregate.at}::float8) WITHIN GROUP (ORDER BY part.ms)`;
      const known = sql`(count(part.ms))::int`;
      return { value, hits: known, trials: known };
    }
    case "sum":
      return { value: sumOf(aggregate.measure, part), hits: finished, trials: finished };
    case "quantile": {
      const measure = measureOf(aggregate.measure, part);
      const known = sql`(count(${measure}))::int`;
      const value = sql`percentile_cont(${aggregate.at}::float8) WITHIN GROUP (ORDER BY ${measure})`;
      return { value, hits: known, trials: known };
    }
  }
}

function countOf(claim: RunClaim): SQL {
  return sql`(count(*) FILTER (WHERE ${claims[claim]}))::int`;
}

// One finished run without the number makes the sum unknown: a smaller number would be a lie.
function sumOf(measure: RunMeasure, part: Part): SQL {
  const known = measureOf(measure, part);
  return sql`CASE WHEN count(*) FILTER (WHERE ${claims.finished} AND ${known} IS NULL) > 0 THEN NULL
    ELSE coalesce(sum(${known}) FILTER (WHERE ${claims.finished}), 0) END`;
}
