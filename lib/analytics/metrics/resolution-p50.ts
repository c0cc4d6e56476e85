import type { Metric } from "../define-metric.ts";

/** How long it takes until a goal is met. */
export const resolutionP50Metric: Metric = {
  id: "resolution-p50",
  title: "Time to resolve, median",
  unit: "ms",
  definition:
    "Half of the runs whose goal was met took no longer from the moment they were asked for to their end, people's time included.",
  better: "down",
  aggregate: { type: "quantile", measure: "resolveMs", at: 0.5 },
  dimensions: ["day", "blueprint", "version", "channel"],
  drill: "met",
};
