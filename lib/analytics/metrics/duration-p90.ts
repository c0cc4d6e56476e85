import type { Metric } from "../define-metric.ts";

/** How long nine runs in ten took at most. */
export const durationP90Metric: Metric = {
  id: "duration-p90",
  title: "Duration, 90th percentile",
  unit: "ms",
  definition: "90 % of the finished runs took no longer, from their start to their end, waiting included.",
  better: "down",
  aggregate: { type: "quantile", measure: "durationMs", at: 0.9 },
  dimensions: ["day", "blueprint", "version", "channel"],
  drill: "finished",
};
