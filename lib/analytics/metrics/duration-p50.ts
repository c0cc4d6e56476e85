import type { Metric } from "../define-metric.ts";

/** How long the typical run took. */
export const durationP50Metric: Metric = {
  id: "duration-p50",
  title: "Median duration",
  unit: "ms",
  definition: "Half of the finished runs took no longer, from their start to their end, waiting included.",
  better: "down",
  aggregate: { type: "quantile", measure: "durationMs", at: 0.5 },
  dimensions: ["day", "blueprint", "version", "channel"],
  drill: "finished",
};
