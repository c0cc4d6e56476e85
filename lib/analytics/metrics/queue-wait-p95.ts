import type { Metric } from "../define-metric.ts";

/** How long the unluckiest runs wait for a worker. */
export const queueWaitP95Metric: Metric = {
  id: "queue-wait-p95",
  title: "Queue wait, 95th percentile",
  unit: "ms",
  definition:
    "95 % of the runs that began waited no longer for a worker, from the moment they were asked for.",
  better: "down",
  aggregate: { type: "quantile", measure: "queueMs", at: 0.95 },
  dimensions: ["day", "blueprint", "version", "channel"],
  drill: "begun",
};
