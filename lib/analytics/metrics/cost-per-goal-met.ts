import type { Metric } from "../define-metric.ts";

/** What one success costs, failures paid for too. */
export const costPerGoalMetMetric: Metric = {
  id: "cost-per-goal-met",
  title: "Cost per goal met",
  unit: "usd",
  definition:
    "Model cost of all finished runs divided by the runs whose goal was met. Unknown while a price is unknown or no goal was met.",
  better: "down",
  aggregate: { type: "costPer", of: "met" },
  dimensions: ["day", "blueprint", "version", "channel", "agent", "model"],
  drill: "met",
};
