import type { Metric } from "../define-metric.ts";

/** What people thought of it. */
export const ratingGoodMetric: Metric = {
  id: "rating-good",
  title: "Rated good",
  unit: "rate",
  definition: "Runs whose latest rating is good, out of those rated. The interval is Wilson's, 95 %.",
  better: "up",
  aggregate: { type: "rate", of: "rated-good", among: "rated" },
  dimensions: ["day", "blueprint", "version", "channel", "agent", "model"],
  drill: "rated",
};
