import type { Metric } from "../define-metric.ts";

/** How long a run typically waits for a worker. */
export const queueWaitP50Metric: Metric = {
  id: "queue-wait-p50",
  title: "Median queue wait",
  unit: "ms",
  definition:
    "Half of the runs that began waited no longer for a worker, from the moment they were asked for.",
  better: "down",
  aggregate: { type: "quantile", measure: "queueMs", at: 0.5 },
  dimensions: ["day", "blueprint", "version", "channel"],
  drill: "begun",
};
