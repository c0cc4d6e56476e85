import type { Metric } from "../define-metric.ts";

/** What one run costs. */
export const costPerRunMetric: Metric = {
  id: "cost-per-run",
  title: "Cost per run",
  unit: "usd",
  definition:
    "Model cost of all finished runs divided by their number. Unknown while a price is unknown or nothing finished.",
  better: "down",
  aggregate: { type: "costPer", of: "finished" },
  dimensions: ["day", "blueprint", "version", "channel", "agent", "model"],
  drill: "finished",
};
