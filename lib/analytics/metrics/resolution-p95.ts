import type { Metric } from "../define-metric.ts";

/** How long the slowest met goals take. */
export const resolutionP95Metric: Metric = {
  id: "resolution-p95",
  title: "Time to resolve, 95th percentile",
  unit: "ms",
  definition:
    "95 % of the runs whose goal was met took no longer from the moment they were asked for to their end, people's time included.",
  better: "down",
  aggregate: { type: "quantile", measure: "resolveMs", at: 0.95 },
  dimensions: ["day", "blueprint", "version", "channel"],
  drill: "met",
};
