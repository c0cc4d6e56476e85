import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Aggregate, MetricDimension, RunClaim, RunMeasure } from "./define-metric.ts";

// `r` is the run and `c` its conversation; db/queries/analytics.server.ts names them so.
const claims: Record<RunClaim, SQL> = {
  any: sql`true`,
  met: sql`r.outcome->>'verdict' = 'met'`,
  decided: sql`r.outcome->>'verdict' IN ('met', 'missed')`,
  escalated: sql`EXISTS (SELECT 1 FROM handoffs h WHERE h.run_id = r.id AND h.workspace_id = r.workspace_id)`,
  askedApproval: sql`EXISTS (SELECT 1 FROM approvals a WHERE a.run_id = r.id AND a.workspace_id = r.workspace_id)`,
  rated: sql`EXISTS (SELECT 1 FROM ratings g WHERE g.run_id = r.id AND g.workspace_id = r.workspace_id)`,
  ratedGood: sql`(SELECT g.value FROM ratings g WHERE g.run_id = r.id AND g.workspace_id = r.workspace_id ORDER BY g.id DESC LIMIT 1) > 0`,
};

const measures: Record<RunMeasure, SQL> = {
  durationMs: sql`(extract(epoch FROM r.finished_at - coalesce(r.started_at, r.created_at)) * 1000)::float8`,
  tokens: sql`((r.usage->>'inputTokens')::float8 + (r.usage->>'outputTokens')::float8)`,
  costUsd: sql`(r.usage->>'costUsd')::float8`,
};

/** The numbers an aggregate is made from: `value` without, `hits` and `trials` with an interval. */
export type CompiledAggregate = { value: SQL; hits: SQL; trials: SQL };

/** The SQL of an aggregate; only fixed words reach it, never a caller's text. */
export function compileAggregate(aggregate: Aggregate): CompiledAggregate {
  if (aggregate.type === "count") {
    const count = countOf(aggregate.of);
    return { value: sql`${count}::float8`, hits: count, trials: sql`count(*)::int` };
  }
  if (aggregate.type === "rate") {
    const hits = sql`(count(*) FILTER (WHERE ${claims[aggregate.of]} AND ${claims[aggregate.among]}))::int`;
    const trials = countOf(aggregate.among);
    return { value: sql`${hits}::float8 / nullif(${trials}, 0)`, hits, trials };
  }
  if (aggregate.type === "costPer") {
    const hits = countOf(aggregate.of);
    return { value: sql`${sumOf("costUsd")} / nullif(${hits}, 0)`, hits, trials: finished };
  }
  const value =
    aggregate.type === "sum"
      ? sumOf(aggregate.measure)
      : sql`percentile_cont(${aggregate.at}::float8) WITHIN GROUP (ORDER BY ${measures[aggregate.measure]})`;
  return { value, hits: finished, trials: finished };
}

const finished = sql`count(r.finished_at)::int`;

function countOf(claim: RunClaim): SQL {
  return sql`(count(*) FILTER (WHERE ${claims[claim]}))::int`;
}

// One finished run without the number makes the sum unknown: a smaller number would be a lie.
function sumOf(measure: RunMeasure): SQL {
  const known = measures[measure];
  return sql`CASE WHEN count(*) FILTER (WHERE r.finished_at IS NOT NULL AND ${known} IS NULL) > 0 THEN NULL
    ELSE coalesce(sum(${known}) FILTER (WHERE r.finished_at IS NOT NULL), 0) END`;
}

/** The SQL of a group; days are those of the zone. */
export function compileDimension(dimension: MetricDimension | null, zone: string): SQL {
  if (dimension === null) return sql`''`;
  const groups: Record<MetricDimension, SQL> = {
    day: sql`to_char(r.created_at AT TIME ZONE ${zone}, 'YYYY-MM-DD')`,
    blueprint: sql`r.blueprint_id::text`,
    version: sql`coalesce(r.version::text, 'draft')`,
    channel: sql`c.channel`,
  };
  return groups[dimension];
}
