import type { Metric } from "../define-metric.ts";

/** How much the models read and wrote. */
export const tokensMetric: Metric = {
  id: "tokens",
  title: "Tokens",
  unit: "tokens",
  definition: "Input and output tokens of finished runs. By agent or model, those of its own turns.",
  better: "neither",
  aggregate: { type: "sum", measure: "tokens" },
  dimensions: ["day", "blueprint", "version", "channel", "agent", "model"],
  drill: "finished",
};
