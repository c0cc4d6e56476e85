import type { Metric } from "./define-metric.ts";
import { abilityErrorRateMetric } from "./metrics/ability-error-rate.ts";
import { approvalRateMetric } from "./metrics/approval-rate.ts";
import { contactsMetric } from "./metrics/contacts.ts";
import { costMetric } from "./metrics/cost.ts";
import { costPerGoalMetMetric } from "./metrics/cost-per-goal-met.ts";
import { costPerRunMetric } from "./metrics/cost-per-run.ts";
import { durationP50Metric } from "./metrics/duration-p50.ts";
import { durationP90Metric } from "./metrics/duration-p90.ts";
import { durationP95Metric } from "./metrics/duration-p95.ts";
import { durationP99Metric } from "./metrics/duration-p99.ts";
import { escalationRateMetric } from "./metrics/escalation-rate.ts";
import { escalationsMetric } from "./metrics/escalations.ts";
import { firstAnswerP50Metric } from "./metrics/first-answer-p50.ts";
import { firstAnswerP95Metric } from "./metrics/first-answer-p95.ts";
import { goalRateMetric } from "./metrics/goal-rate.ts";
import { queueWaitP50Metric } from "./metrics/queue-wait-p50.ts";
import { queueWaitP95Metric } from "./metrics/queue-wait-p95.ts";
import { ratingGoodMetric } from "./metrics/rating-good.ts";
import { resolutionP50Metric } from "./metrics/resolution-p50.ts";
import { resolutionP95Metric } from "./metrics/resolution-p95.ts";
import { runsMetric } from "./metrics/runs.ts";
import { tokensMetric } from "./metrics/tokens.ts";
import { turnP50Metric } from "./metrics/turn-p50.ts";
import { turnP95Metric } from "./metrics/turn-p95.ts";

/** Every metric, in the order the catalogue shows them. */
export const metrics: Metric[] = [
  runsMetric,
  contactsMetric,
  goalRateMetric,
  escalationRateMetric,
  escalationsMetric,
  approvalRateMetric,
  firstAnswerP50Metric,
  firstAnswerP95Metric,
  resolutionP50Metric,
  resolutionP95Metric,
  durationP50Metric,
  durationP90Metric,
  durationP95Metric,
  durationP99Metric,
  queueWaitP50Metric,
  queueWaitP95Metric,
  turnP50Metric,
  turnP95Metric,
  tokensMetric,
  costMetric,
  costPerRunMetric,
  costPerGoalMetMetric,
  ratingGoodMetric,
  abilityErrorRateMetric,
];
