import type { Metric } from "../define-metric.ts";

/** What the models cost. */
export const costMetric: Metric = {
  id: "cost",
  title: "Cost",
  unit: "usd",
  definition:
    "Model cost of finished runs, in US dollars. By agent or model, that of its own turns. Unknown as soon as the price of one of them is unknown.",
  better: "down",
  aggregate: { type: "sum", measure: "costUsd" },
  dimensions: ["day", "blueprint", "version", "channel", "agent", "model"],
  drill: "finished",
};
