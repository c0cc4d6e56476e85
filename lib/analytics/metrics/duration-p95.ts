import type { Metric } from "../define-metric.ts";

/** How long the slowest runs took. */
export const durationP95Metric: Metric = {
  id: "duration-p95",
  title: "Duration, 95th percentile",
  unit: "ms",
  definition: "95 % of the finished runs took no longer, from their start to their end, waiting included.",
  better: "down",
  aggregate: { type: "quantile", measure: "durationMs", at: 0.95 },
  dimensions: ["day", "blueprint", "version", "channel"],
  drill: "finished",
};
