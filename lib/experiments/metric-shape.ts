import type { ExperimentSettings } from "#lib/nodes/execute-node.ts";
import type { MetricShape } from "./adaptive.ts";

/** Whether the metric is a rate and which way is better. */
export function metricShape({ metric }: Pick<ExperimentSettings, "metric">): MetricShape {
  return {
    isShare: metric === "goal" || metric === "event",
    better: metric === "cost" || metric === "latency" ? "down" : "up",
  };
}
