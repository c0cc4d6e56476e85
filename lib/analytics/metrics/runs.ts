import type { Metric } from "../define-metric.ts";

/** How much there was to do. */
export const runsMetric: Metric = {
  id: "runs",
  title: "Runs",
  unit: "count",
  definition:
    "Runs started in the period, whatever became of them. By agent, model or ability, a run in which several worked counts under each.",
  better: "neither",
  aggregate: { type: "count", of: "any" },
  dimensions: ["day", "blueprint", "version", "channel", "agent", "model", "ability"],
  drill: "any",
};
