import type { ShownMetric } from "#lib/api/contracts/analytics.ts";

type Panel = { metric: string; by: ShownMetric["dimensions"][number] };

/** The panels under the one that is looked into, in the order they stand. */
export const dashboardPanels: readonly Panel[] = [
  { metric: "runs", by: "day" },
  { metric: "escalation-rate", by: "day" },
  { metric: "goal-rate", by: "version" },
  { metric: "resolution-p50", by: "day" },
  { metric: "runs", by: "channel" },
  { metric: "contacts", by: "day" },
  { metric: "cost", by: "model" },
  { metric: "tokens", by: "agent" },
  { metric: "turn-p95", by: "agent" },
  { metric: "ability-error-rate", by: "ability" },
  { metric: "rating-good", by: "day" },
  { metric: "queue-wait-p95", by: "day" },
];
