import { z } from "zod";
import { defineContract } from "../contract.ts";
import { metricDimensions, periodProblems, runClaims, runSelection } from "../run-selection.ts";

const tag = "Analytics";

const metric = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.enum(["count", "rate", "ms", "tokens", "usd"]),
  definition: z.string(),
  better: z.enum(["up", "down", "neither"]),
  /** What it can be broken down by. */
  dimensions: z.array(z.enum(metricDimensions)),
  /** Which runs stand behind a number: give it to the run list as `where`. */
  drill: z.enum(runClaims),
});

const point = z.object({
  group: z.string(),
  /** The group in words. */
  label: z.string(),
  /** null where it is unknown, never zero. */
  value: z.number().nullable(),
  hits: z.number(),
  trials: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

const release = z.object({
  blueprintId: z.string(),
  blueprintName: z.string(),
  version: z.number(),
  note: z.string(),
  at: z.string(),
  /** Its day in the zone asked for. */
  day: z.string(),
});

/** Routes of analytics. */
export const analyticsContracts = {
  metrics: defineContract({
    method: "GET",
    path: "/api/v1/analytics/metrics",
    summary: "Every metric with its definition, what it can be broken down by and the runs behind it",
    tag,
    response: z.object({ items: z.array(metric) }),
  }),
  read: defineContract({
    method: "GET",
    path: "/api/v1/analytics",
    summary:
      "One metric over a period of whole days, compared with the period before; `format=csv` for a file. Runs of drafts and of tests count only with `drafts=true` and `evaluations=true`",
    tag,
    perMinute: 1200,
    query: periodProblems(
      z.strictObject({
        metric: z.string().max(60),
        ...runSelection,
        by: z.enum(metricDimensions).optional(),
        format: z.enum(["json", "csv"]).default("json"),
      }),
    ),
    response: z.object({
      metric,
      /** The days before it is compared with. */
      before: z.object({ from: z.string(), to: z.string() }),
      total: point,
      previous: point,
      rows: z.array(point),
      previousRows: z.array(point),
    }),
  }),
  releases: defineContract({
    method: "GET",
    path: "/api/v1/analytics/releases",
    summary: "The versions published in a period, to mark in charts; at most the latest 200",
    tag,
    query: periodProblems(
      z.strictObject({
        from: runSelection.from,
        to: runSelection.to,
        zone: runSelection.zone,
        blueprintId: runSelection.blueprintId,
      }),
    ),
    response: z.object({ items: z.array(release) }),
  }),
};

/** A metric as the catalogue shows it. */
export type ShownMetric = z.output<typeof metric>;
/** One number of a metric. */
export type MetricPoint = z.output<typeof point>;
/** A published version as charts mark it. */
export type Release = z.output<typeof release>;
