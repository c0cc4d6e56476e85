import type { Metric } from "../define-metric.ts";

/** How long the slowest steps of agents take. */
export const turnP95Metric: Metric = {
  id: "turn-p95",
  title: "Step latency, 95th percentile",
  unit: "ms",
  definition:
    "95 % of the finished turns of models took no longer, from the request to the last token. A turn answered from the cache counts too.",
  better: "down",
  aggregate: { type: "turnQuantile", at: 0.95 },
  dimensions: ["day", "blueprint", "version", "channel", "agent", "model"],
  drill: "begun",
};
