import type { Metric } from "../define-metric.ts";

/** How soon a typical asker had an answer. */
export const firstAnswerP50Metric: Metric = {
  id: "first-answer-p50",
  title: "Median time to the first answer",
  unit: "ms",
  definition:
    "Half of the runs that answered took no longer from the moment they were asked for to their first complete message.",
  better: "down",
  aggregate: { type: "quantile", measure: "firstAnswerMs", at: 0.5 },
  dimensions: ["day", "blueprint", "version", "channel"],
  drill: "answered",
};
