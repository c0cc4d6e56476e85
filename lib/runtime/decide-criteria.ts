import type { WeighedCriterion, Weighing } from "./decide-score.ts";
import type { PlannedGoal } from "./plan.ts";

/** Weighed by when neither a goal nor its author says otherwise. */
const plainCriteria: readonly WeighedCriterion[] = [
  { id: "speed", label: "Speed", weight: 1 },
  { id: "quality", label: "Quality", weight: 1 },
  { id: "cost", label: "Cost", weight: 1 },
  { id: "satisfaction", label: "Satisfaction", weight: 1 },
];

const byPriority = { low: 0.5, normal: 1, high: 2 } as const;

/**
 * What the goals of an agent weigh options by. Several goals share one table: a criterion named by more than one of
 * them adds up its weights, each times the priority of its goal; the strictest floor holds.
 */
export function weighingOf(goals: readonly PlannedGoal[]): Weighing {
  const criteria = new Map<string, WeighedCriterion>();
  for (const { settings } of goals)
    for (const { id, label, weight } of settings.weighing) {
      const scale = goals.length > 1 ? byPriority[settings.priority] : 1;
      const known = criteria.get(id);
      criteria.set(id, { id, label: known?.label ?? label, weight: (known?.weight ?? 0) + weight * scale });
    }
  return {
    criteria: criteria.size > 0 ? [...criteria.values()] : plainCriteria,
    fitFloor: Math.max(0, ...goals.map(({ settings }) => settings.fitFloor)),
  };
}
