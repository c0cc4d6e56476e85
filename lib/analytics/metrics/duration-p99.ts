import type { Metric } from "../define-metric.ts";

/** How long the very slowest runs took. */
export const durationP99Metric: Metric = {
  id: "duration-p99",
  title: "Duration, 99th percentile",
  unit: "ms",
  definition:
    "99 % of the finished runs took no longer, from their start to their end, waiting included. Of fewer than a hundred runs it says little more than the slowest one.",
  better: "down",
  aggregate: { type: "quantile", measure: "durationMs", at: 0.99 },
  dimensions: ["day", "blueprint", "version", "channel"],
  drill: "finished",
};
