import { evaluateCel } from "#lib/foundation/cel.ts";
import type { PlannedAbility, PlannedGoal } from "./plan.ts";
import { prepareAbility } from "./prepare-ability.ts";

/**
 * Why the options must be weighed before this action, or null when they need not be. The author's word counts first;
 * without one, what cannot be taken back is weighed where a goal of the agent says what counts.
 */
export function whyWeigh(
  ability: PlannedAbility,
  args: Record<string, unknown>,
  goals: readonly PlannedGoal[],
): string | null {
  const { weigh, weighWhen } = ability.settings;
  if (weigh === "never") return null;
  const { traits } = prepareAbility(ability);
  if (weigh === "always") return "The author wants the options weighed before every use.";
  if (weighWhen.trim() !== "") {
    const result = evaluateCel(weighWhen, { arguments: args });
    if (!result.ok) return `Whether it must be weighed could not be told (${result.problem}), so it is.`;
    return result.value ? `${weighWhen} holds.` : null;
  }
  const says = goals.some(({ settings }) => settings.weighing.length > 0);
  if (!says || traits.effect === "read" || ability.definition.isCarefulMove) return null;
  return traits.reversibility === "irreversible" ? "It cannot be taken back." : null;
}
