import "server-only";
import type { Pool } from "pg";

/** What one variant has to show. */
export type VariantFigures = {
  id: string;
  contacts: number;
  n: number;
  mean: number;
  variance: number;
  runs: number;
  failed: number;
  costUsd: number | null;
  seconds: number | null;
};

/** What a contact is worth, from its runs `r` and what was reported about them; null: not known yet. */
const values = {
  // A missing or pending outcome is no failure.
  goal: `max(CASE r.outcome->>'verdict' WHEN 'met' THEN 1 WHEN 'missed' THEN 0 WHEN 'blocked' THEN 0 END)`,
  event: `max(CASE WHEN r.finished_at IS NULL THEN NULL WHEN EXISTS (
            SELECT 1 FROM outcome_events o WHERE o.run_id = r.id AND o.name = $3 AND o.value <> 'false'::jsonb
          ) THEN 1 ELSE 0 END)`,
  rating: `avg((SELECT avg(value) FROM ratings t WHERE t.run_id = r.id))`,
  cost: `avg((r.usage->>'costUsd')::numeric)`,
  latency: `avg(extract(epoch FROM r.finished_at - r.started_at))`,
} as const;

/** What decides an experiment. */
export type DecidingMetric = { metric: keyof typeof values; event: string; windowHours: number };

/**
 * The figures of each variant that has contacts. A contact counts once, whatever many runs it has: who was assigned is
 * who is counted. With a window it counts when the window since its assignment is over, met or not, so that quick
 * successes are not preferred.
 */
export async function readVariantFigures(
  pool: Pool,
  workspaceId: string,
  experimentId: string,
  { metric, event, windowHours }: DecidingMetric,
): Promise<VariantFigures[]> {
  const { rows } = await pool.query<VariantFigures>(
    `WITH units AS (
       SELECT u.unit, u.variant_id, u.created_at + make_interval(secs => $4::double precision * 3600) <= now() AS ripe,
              (${values[metric]})::double precision AS value,
              count(r.id) FILTER (WHERE r.finished_at IS NOT NULL) AS runs,
              count(r.id) FILTER (WHERE r.status = 'failed') AS failed,
              sum((r.usage->>'costUsd')::double precision) AS cost,
              count(r.usage->>'costUsd') AS priced,
              sum(extract(epoch FROM r.finished_at - r.started_at)) AS seconds
       FROM experiment_units u
       LEFT JOIN experiment_runs e ON e.experiment_id = u.experiment_id AND e.unit = u.unit
       LEFT JOIN runs r ON r.id = e.run_id
       WHERE u.workspace_id = $1 AND u.experiment_id = $2 AND ($3::text IS NOT NULL)
       GROUP BY u.unit, u.variant_id, u.created_at
     )
     SELECT variant_id AS id, count(*)::int AS contacts,
            (count(value) FILTER (WHERE ripe))::int AS n,
            coalesce(avg(value) FILTER (WHERE ripe), 0)::double precision AS mean,
            coalesce(var_samp(value) FILTER (WHERE ripe), 0)::double precision AS variance,
            coalesce(sum(runs), 0)::int AS runs, coalesce(sum(failed), 0)::int AS failed,
            (sum(cost) / nullif(sum(priced), 0))::double precision AS "costUsd",
            (sum(seconds) / nullif(sum(runs), 0))::double precision AS seconds
     FROM units GROUP BY variant_id`,
    [workspaceId, experimentId, event, windowHours],
  );
  return rows;
}

/** The experiment under way at a node, with the variant this unit has in it already. */
export async function findEnrolment(
  pool: Pool,
  at: { workspaceId: string; blueprintId: string; nodeId: string; unit: string },
): Promise<{ id: string; status: string; variantId: string | null } | undefined> {
  const { rows } = await pool.query<{ id: string; status: string; variantId: string | null }>(
    `SELECT e.id, e.status, u.variant_id AS "variantId"
     FROM experiments e LEFT JOIN experiment_units u ON u.experiment_id = e.id AND u.unit = $4
     WHERE e.workspace_id = $1 AND e.blueprint_id = $2 AND e.node_id = $3 AND e.status IN ('running', 'paused')`,
    [at.workspaceId, at.blueprintId, at.nodeId, at.unit],
  );
  return rows[0];
}

/** Stores who gets which variant and that this run belongs to it; the first assignment of a unit stands. */
export async function enrolRun(
  pool: Pool,
  of: { workspaceId: string; experimentId: string; unit: string; runId: string; variantId: string },
): Promise<string> {
  const { rows } = await pool.query<{ variantId: string }>(
    `WITH assigned AS (
       INSERT INTO experiment_units (experiment_id, unit, workspace_id, variant_id) VALUES ($2, $3, $1, $5)
       ON CONFLICT (experiment_id, unit) DO UPDATE SET variant_id = experiment_units.variant_id
       RETURNING variant_id
     ), counted AS (
       INSERT INTO experiment_runs (experiment_id, run_id, unit, workspace_id) VALUES ($2, $4, $3, $1)
       ON CONFLICT DO NOTHING
     )
     SELECT variant_id AS "variantId" FROM assigned`,
    [of.workspaceId, of.experimentId, of.unit, of.runId, of.variantId],
  );
  return rows[0]?.variantId ?? of.variantId;
}

/** The newest run of an experiment. */
export async function newestRunOf(
  pool: Pool,
  workspaceId: string,
  experimentId: string,
): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT run_id AS id FROM experiment_runs WHERE workspace_id = $1 AND experiment_id = $2
     ORDER BY run_id DESC LIMIT 1`,
    [workspaceId, experimentId],
  );
  return rows[0]?.id;
}

/** Runs of one variant, newest first, for a look behind the figures. */
export async function listVariantRuns(
  pool: Pool,
  workspaceId: string,
  experimentId: string,
  variantId: string,
  page: { limit: number; cursor?: string | undefined },
) {
  const { rows } = await pool.query<{
    id: string;
    status: string;
    text: string | null;
    verdict: string | null;
    createdAt: Date;
  }>(
    `SELECT r.id, r.status, left(r.trigger->>'text', 300) AS text, r.outcome->>'verdict' AS verdict,
            r.created_at AS "createdAt"
     FROM experiment_runs e
     JOIN experiment_units u ON u.experiment_id = e.experiment_id AND u.unit = e.unit
     JOIN runs r ON r.id = e.run_id
     WHERE e.workspace_id = $1 AND e.experiment_id = $2 AND u.variant_id = $3 AND ($4::uuid IS NULL OR r.id < $4)
     ORDER BY r.id DESC LIMIT $5`,
    [workspaceId, experimentId, variantId, page.cursor ?? null, page.limit + 1],
  );
  return rows;
}
