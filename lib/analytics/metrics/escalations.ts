import type { Metric } from "../define-metric.ts";

/** How many runs a person took over. */
export const escalationsMetric: Metric = {
  id: "escalations",
  title: "Handed to a person",
  unit: "count",
  definition:
    "Runs with at least one handoff. By agent or model, a run in which several worked counts under each.",
  better: "down",
  aggregate: { type: "count", of: "escalated" },
  dimensions: ["day", "blueprint", "version", "channel", "agent", "model"],
  drill: "escalated",
};
