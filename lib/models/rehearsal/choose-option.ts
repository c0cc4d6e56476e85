import type { Ability, Parameter } from "./ability.ts";
import type { Sources } from "./fill-arguments.ts";
import { meaningOf, meanings, plain } from "./words.ts";

/** One of a parameter's fixed values: the one the action leads to, a written rule decides, or the person named. */
export function chooseOption(parameter: Parameter, ability: Ability, sources: Sources): string | undefined {
  const verb = meaningOf(ability.verb);
  if (ability.kind === "change") {
    const led = parameter.options.find(
      (option) => meaningOf(option) === verb || plain(option).startsWith(verb),
    );
    if (led) return led;
  }
  const ruled = ability.kind === "read" ? undefined : ruledOption(parameter, sources);
  if (ruled) return ruled;
  const said = new Set(meanings(sources.text));
  const named = parameter.options.find(
    (option) => meanings(option).length > 0 && meanings(option).every((word) => said.has(word)),
  );
  if (named) return named;
  if (
    /priority|urgency|severity/.test(parameter.name) &&
    /\b(?:urgent|asap|immediately|emergency|dringend|urgente)\b/i.test(sources.text)
  ) {
    return parameter.options.find((option) => /urgent|high|critical/i.test(option));
  }
  if (ability.kind === "read" || (!parameter.required && ability.kind !== "make")) return undefined;
  return (
    parameter.options.find((option) => /^(?:new|open|normal|medium|default|general|other)$/i.test(option)) ??
    (parameter.required ? parameter.options[0] : undefined)
  );
}

const bound =
  /\b(at least|minimum of|more than|over|above|from|fewer than|less than|under|below|up to|at most)\s+(\d{1,7})|\b(\d{1,7})\s+(or more|and more|or above|or fewer|or less|or under)|\b(\d{1,7})\s?\+/gi;

/** Reads sentences such as "A company with 50 or more employees is qualified" out of instructions and passages. */
function ruledOption(parameter: Parameter, sources: Sources): string | undefined {
  const counts = sources.entities.counts;
  if (counts.length === 0) return undefined;
  for (const sentence of rulesOf(sources)) {
    const words = new Set(meanings(sentence));
    const count = counts.find((one) => words.has(one.noun));
    // The longest first, so that "unqualified" is not read as "qualified".
    const option = parameter.options
      .toSorted((a, b) => b.length - a.length)
      .find((one) =>
        new RegExp(`(?<![\\p{L}-])${escaped(plain(one).replace(/_/g, " "))}(?![\\p{L}])`, "u").test(
          plain(sentence),
        ),
      );
    if (!count || !option) continue;
    const tests = [...sentence.matchAll(bound)];
    if (tests.length > 0 && tests.every((test) => holds(test, count.number))) return option;
  }
  return undefined;
}

function rulesOf(sources: Sources): string[] {
  const { briefing } = sources;
  const goals = briefing.goals.map((goal) => `${goal.statement}\n${goal.criteria.join("\n")}`);
  const texts = [briefing.instructions, ...goals, ...briefing.passages.map((passage) => passage.text)]
    .join("\n")
    .slice(0, 40_000);
  return texts.split(/(?<=[.!?;])\s+|\n+/).slice(0, 400);
}

function holds(test: RegExpMatchArray, number: number): boolean {
  const limit = Number(test[2] ?? test[3] ?? test[5]);
  const word = (test[1] ?? test[4] ?? "or more").toLowerCase();
  if (/at least|minimum|from|or more|and more|or above/.test(word)) return number >= limit;
  if (/more than|over|above/.test(word)) return number > limit;
  return /fewer than|less than|under|below/.test(word) && !word.startsWith("or")
    ? number < limit
    : number <= limit;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** A score for a new record: how much of what matters is known, scaled to the parameter's maximum. */
export function scoreOf(parameter: Parameter, sources: Sources): number {
  const { emails, company, need, counts, name } = sources.entities;
  const size = counts.find((one) => one.noun === "employee")?.number ?? 0;
  const parts = [
    emails.length > 0 ? 20 : 0,
    company ? 15 : 0,
    name ? 5 : 0,
    need ? 30 : 0,
    size >= 50 ? 30 : size >= 10 ? 15 : 0,
  ];
  const percent = parts.reduce((sum, part) => sum + part, 0);
  return Math.round((percent * (parameter.maximum ?? 100)) / 100);
}
