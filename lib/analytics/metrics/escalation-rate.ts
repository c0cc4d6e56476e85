import type { Metric } from "../define-metric.ts";

/** How often a person had to take over. */
export const escalationRateMetric: Metric = {
  id: "escalation-rate",
  title: "Escalated to a person",
  unit: "rate",
  definition: "Runs with at least one handoff, out of all runs started. The interval is Wilson's, 95 %.",
  better: "down",
  aggregate: { type: "rate", of: "escalated", among: "any" },
  dimensions: ["day", "blueprint", "version", "channel", "agent", "model"],
  drill: "escalated",
};
