import type { Metric } from "../define-metric.ts";

/** How often the goal was reached. */
export const goalRateMetric: Metric = {
  id: "goal-rate",
  title: "Goal met",
  unit: "rate",
  definition:
    "Runs whose goal was met, out of those met or missed. Pending and blocked runs count as neither. The interval is Wilson's, 95 %.",
  better: "up",
  aggregate: { type: "rate", of: "met", among: "decided" },
  dimensions: ["day", "blueprint", "version", "channel", "agent", "model", "ability"],
  drill: "decided",
};
