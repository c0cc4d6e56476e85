import type { Ability } from "./ability.ts";
import type { Entities } from "./entities.ts";
import type { Situation } from "./situation.ts";
import { meanings } from "./words.ts";

const offers: readonly (readonly [RegExp, (entities: Entities) => unknown, number])[] = [
  [/e-?mail/i, (entities) => entities.emails[0], 1],
  [/company|organi[sz]ation|business|firm/i, (entities) => entities.company, 2],
  [/^(?:full_?|first_?|last_?|contact_?|customer_?)?name$/i, (entities) => entities.name, 1],
  [/employee|headcount|seats|size|users|people/i, (entities) => entities.counts[0], 1],
  [/need|interest|requirement|use_?case|goal/i, (entities) => entities.need, 2],
];

/** The ability that records what the person tells about themselves, when they tell enough and the goal speaks of it. */
export function givesDataFor(situation: Situation, entities: Entities): Ability | undefined {
  const { goals, instructions } = situation.briefing;
  const purpose = new Set(
    meanings(
      [instructions, ...goals.flatMap((goal) => [goal.title, goal.statement, ...goal.criteria])]
        .join(" ")
        .slice(0, 20_000),
    ),
  );
  return situation.abilities
    .filter((one) => one.kind === "make" && one.parameters.length > 1)
    .filter((one) => purpose.size === 0 || one.nouns.some((noun) => purpose.has(noun)))
    .map((ability) => {
      const given = offers.filter(
        ([pattern, value]) =>
          value(entities) !== undefined && ability.parameters.some((one) => pattern.test(one.name)),
      );
      return {
        ability,
        weight: given.reduce((sum, [, , weight]) => sum + weight, 0),
        share: given.length / ability.parameters.length,
      };
    })
    .filter((one) => one.weight >= 2 && one.share >= 0.12)
    .sort((a, b) => b.weight - a.weight)[0]?.ability;
}
