import type { metricDimensions } from "#lib/api/contracts/analytics.ts";

/** A claim about a run that can be counted; `compile.server.ts` gives each its SQL. */
export type RunClaim = "any" | "met" | "decided" | "escalated" | "askedApproval" | "rated" | "ratedGood";

/** A number a run has, or has not yet. */
export type RunMeasure = "durationMs" | "tokens" | "costUsd";

/** How runs become one number. */
export type Aggregate =
  | { type: "count"; of: RunClaim }
  | { type: "rate"; of: RunClaim; among: RunClaim }
  | { type: "sum"; measure: RunMeasure }
  | { type: "quantile"; measure: RunMeasure; at: number }
  | { type: "costPer"; of: RunClaim };

/** A metric is plain data: what it is called, what it means, and how it is computed. */
export type Metric = {
  id: string;
  title: string;
  unit: "count" | "rate" | "ms" | "tokens" | "usd";
  definition: string;
  better: "up" | "down" | "neither";
  aggregate: Aggregate;
};

/** What results can be broken down by. */
export type MetricDimension = (typeof metricDimensions)[number];
