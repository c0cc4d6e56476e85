import type { Metric } from "../define-metric.ts";

/** How often an action did not work. */
export const abilityErrorRateMetric: Metric = {
  id: "ability-error-rate",
  title: "Ability errors",
  unit: "rate",
  definition:
    "Attempted actions that failed, or of which it is not known whether they happened, out of all attempted. Actions a person or a guardrail refused were not attempted. The interval is Wilson's, 95 %.",
  better: "down",
  aggregate: { type: "share", of: "failedActions", among: "actions" },
  dimensions: ["day", "blueprint", "version", "channel", "ability"],
  drill: "ability-failed",
};
