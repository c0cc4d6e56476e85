import type { Metric } from "../define-metric.ts";

/** How often a person was asked first. */
export const approvalRateMetric: Metric = {
  id: "approval-rate",
  title: "Approval asked",
  unit: "rate",
  definition:
    "Runs that asked for at least one approval, out of all runs started. The interval is Wilson's, 95 %.",
  better: "neither",
  aggregate: { type: "rate", of: "asked-approval", among: "any" },
  dimensions: ["day", "blueprint", "version", "channel", "agent", "model"],
  drill: "asked-approval",
};
