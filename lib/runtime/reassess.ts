import type { GoalSettings } from "#lib/nodes/execute-node.ts";
import type { MeasuredCriterion } from "#lib/run-events/events.ts";
import {
  inTime,
  isLate,
  isSilent,
  type LaterFacts,
  measureLater,
  type Verdict,
  verdictOf,
} from "./assess.ts";

/** Measures again what can only be known later; what the run itself settled stays as it was. */
export function reassess(
  goal: GoalSettings,
  measured: MeasuredCriterion[],
  run: { wasBlocked: boolean; durationMs: number },
  later: LaterFacts,
): Verdict & { criteria: MeasuredCriterion[] } {
  const criteria = measured.map((before) => {
    const criterion = goal.criteria.find((candidate) => candidate.id === before.id);
    const now = criterion ? measureLater(criterion, later) : null;
    if (!criterion || !now) return before;
    if (criterion.whenSilent !== "ignore") return { ...before, ...now };
    const { applies: _, ...rest } = before;
    return { ...rest, ...now, ...(isSilent(criterion, now.met) ? { applies: false } : {}) };
  });
  const weighed = verdictOf(criteria, goal.passScore, run.wasBlocked);
  return { ...inTime(weighed, isLate(goal, run.durationMs)), criteria };
}
