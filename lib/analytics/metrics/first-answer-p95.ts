import type { Metric } from "../define-metric.ts";

/** How soon the slowest askers had an answer. */
export const firstAnswerP95Metric: Metric = {
  id: "first-answer-p95",
  title: "Time to the first answer, 95th percentile",
  unit: "ms",
  definition:
    "95 % of the runs that answered took no longer from the moment they were asked for to their first complete message.",
  better: "down",
  aggregate: { type: "quantile", measure: "firstAnswerMs", at: 0.95 },
  dimensions: ["day", "blueprint", "version", "channel"],
  drill: "answered",
};
