import { readAbility } from "./ability.ts";
import type { Intent } from "./intent-of-clause.ts";
import type { Situation } from "./situation.ts";
import { understandRequest } from "./understand-request.ts";

type Planned = { do: string; uses: string | null };

/** Whether the briefing asks for a plan instead of an answer. */
export function isPlanPrompt(system: string): boolean {
  return /^## Planning\b/m.test(system);
}

/** A plan as the runtime reads it: one step for each thing wanted, then the answer. */
export function planAhead(situation: Situation): string {
  const brief = situation.system.slice(situation.system.lastIndexOf("## Planning"));
  const abilities = [...brief.matchAll(/^- ability (\w+)\(([^)]*)\): (.*)$/gm)].map((line) =>
    readAbility({
      type: "function",
      name: line[1] ?? "",
      description: line[3] ?? "",
      inputSchema: { type: "object", properties: propertiesOf(line[2] ?? "") },
    }),
  );
  if (/^The plan so far did not work out/m.test(brief))
    return written([{ do: "Say what could not be done, and offer what can", uses: null }]);
  const { intents, social } = understandRequest({ ...situation, abilities });
  if (social === "vague") return written([{ do: "Ask what is needed", uses: null }]);
  if (social) return written([{ do: "Reply in a sentence", uses: null }]);
  const steps = intents.flatMap((intent) => stepsOf(intent, { ...situation, abilities }));
  const isNew = (step: Planned, at: number) =>
    steps.findIndex((one) => one.uses === step.uses && one.do === step.do) === at;
  return written([
    ...steps.filter(isNew).slice(0, 6),
    { do: "Answer from what was found, with its sources", uses: null },
  ]);
}

function stepsOf(intent: Intent, situation: Situation): Planned[] {
  if (intent.kind === "ask") return [{ do: "Look for it in what is known", uses: null }];
  if (!intent.ability) return [];
  const { verb, noun, name, kind, nouns } = intent.ability;
  const spoken = { do: `${capital(verb)} ${kind === "handoff" ? "to a person" : `the ${noun}`}`, uses: name };
  if (kind !== "change") return [spoken];
  const reader = situation.abilities.find(
    (one) => one.kind === "read" && one.nouns.some((word) => nouns.includes(word)),
  );
  return reader ? [{ do: `Look the ${noun} up first`, uses: reader.name }, spoken] : [spoken];
}

function propertiesOf(names: string): Record<string, { type: "string" }> {
  const known = names
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  return Object.fromEntries(known.map((name) => [name, { type: "string" }]));
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function written(steps: Planned[]): string {
  return JSON.stringify({ steps });
}
