import type { Metric } from "../define-metric.ts";

/** How much there was to do. */
export const runsMetric: Metric = {
  id: "runs",
  title: "Runs",
  unit: "count",
  definition: "Runs started in the period, whatever became of them.",
  better: "neither",
  aggregate: { type: "count", of: "any" },
};
