import type { z } from "zod";
import { type AbilityTraits, traitsOf } from "#lib/abilities/define-ability.ts";
import type { PlannedAbility } from "./plan.ts";

/** What the settings of an ability come to: parsed, with the schema its arguments must fit and what it does to the world. */
export type PreparedAbility = { fixed: never; arguments: z.ZodType; traits: AbilityTraits };

const prepared = new WeakMap<PlannedAbility, PreparedAbility>();

/** Parses an ability's settings, once for each plan it is part of. */
export function prepareAbility(ability: PlannedAbility): PreparedAbility {
  const known = prepared.get(ability);
  if (known) return known;
  const fixed = ability.definition.settings.parse(ability.settings.settings) as never;
  const made = {
    fixed,
    arguments: ability.definition.arguments(fixed),
    traits: traitsOf(ability.definition as never, fixed),
  };
  prepared.set(ability, made);
  return made;
}
