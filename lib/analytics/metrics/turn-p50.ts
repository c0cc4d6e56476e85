import type { Metric } from "../define-metric.ts";

/** How long one step of an agent takes. */
export const turnP50Metric: Metric = {
  id: "turn-p50",
  title: "Step latency, median",
  unit: "ms",
  definition:
    "Half of the finished turns of models took no longer, from the request to the last token. A turn answered from the cache counts too.",
  better: "down",
  aggregate: { type: "turnQuantile", at: 0.5 },
  dimensions: ["day", "blueprint", "version", "channel", "agent", "model"],
  drill: "begun",
};
