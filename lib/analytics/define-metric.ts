import type { metricDimensions, runClaims } from "#lib/api/run-selection.ts";

/** A claim about a run that can be counted; `compile.server.ts` gives each its SQL. */
export type RunClaim = (typeof runClaims)[number];

/** A number a run has, or has not yet. */
export type RunMeasure =
  | "durationMs"
  | "resolveMs"
  | "firstAnswerMs"
  | "queueMs"
  | "tokens"
  | "costUsd"
  | "actions"
  | "failedActions";

/** How runs become one number. */
export type Aggregate =
  | { type: "count"; of: RunClaim }
  | { type: "rate"; of: RunClaim; among: RunClaim }
  /** A rate of what happened inside runs, added up over them. */
  | { type: "share"; of: RunMeasure; among: RunMeasure }
  | { type: "sum"; measure: RunMeasure }
  | { type: "quantile"; measure: RunMeasure; at: number }
  /** A quantile over the single turns of models inside runs. */
  | { type: "turnQuantile"; at: number }
  /** How many different ones. */
  | { type: "distinct"; of: "contact" }
  | { type: "costPer"; of: RunClaim };

/** A metric is plain data: what it is called, what it means, how it is computed, and which runs stand behind it. */
export type Metric = {
  id: string;
  title: string;
  unit: "count" | "rate" | "ms" | "tokens" | "usd";
  definition: string;
  better: "up" | "down" | "neither";
  aggregate: Aggregate;
  dimensions: readonly MetricDimension[];
  /** The runs to list when somebody asks what a number is made of. */
  drill: RunClaim;
};

/** What results can be broken down by. */
export type MetricDimension = (typeof metricDimensions)[number];
