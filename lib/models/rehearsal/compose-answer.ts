import type { Ability } from "./ability.ts";
import { type Finding, findPassages } from "./find-passages.ts";
import type { Briefing } from "./parse-prompt.ts";
import { askedName, type Outcome, searched, thing } from "./pursue-intent.ts";
import { capitalised, describeRow, shown } from "./rows.ts";
import { asRecord, type Situation } from "./situation.ts";
import { nameWords } from "./words.ts";

/** Puts what came out of every intent into one answer: results first, then policy, then at most one question. */
export function composeAnswer(outcomes: readonly Outcome[], situation: Situation, text: string): string {
  const parts: string[] = [];
  const questions: string[] = [];
  const cited = new Set<number>();
  for (const outcome of outcomes) {
    const part = partOf(outcome, situation, questions, cited);
    if (part && !parts.includes(part)) parts.push(part);
  }
  const support = supporting(outcomes, situation, text, cited);
  if (support) parts.push(support);
  const question = questions[0];
  if (question && !parts.some((part) => part.trim().endsWith("?"))) parts.push(question);
  return parts.join("\n\n");
}

function partOf(outcome: Outcome, situation: Situation, questions: string[], cited: Set<number>): string {
  switch (outcome.kind) {
    case "found": {
      const rows = outcome.rows.slice(0, 5);
      const key =
        rows.length === 1 && outcome.target && !outcome.target.includes("@") ? outcome.target : undefined;
      const more =
        outcome.rows.length > rows.length ? ` There are ${outcome.rows.length - rows.length} more.` : "";
      return (
        rows.map((row) => describeRow(outcome.ability.noun, row, key)).join(rows.length > 1 ? "\n" : " ") +
        more
      );
    }
    case "absent":
      questions.push(
        `Could you check the ${outcome.target.includes("@") ? "email address" : `${outcome.ability.noun} number`.trim()} and send it again?`,
      );
      return `I looked, but there is no ${outcome.ability.noun || "record"}${outcome.target ? ` with ${outcome.target}` : ""}.`;
    case "done":
      return doneSentence(outcome.ability, outcome.arguments, outcome.result, outcome.target);
    case "already":
      return `${capitalised(thing(outcome.ability, outcome.target))} is already ${outcome.state.replace(/_/g, " ")}, so I changed nothing.`;
    case "failed":
      return failedSentence(outcome, situation, questions);
    case "missing":
      questions.push(missingQuestion(outcome.ability, outcome.parameters));
      return "";
    case "handed":
      return "I have handed this conversation to a person, with a note on what you asked. They will take it from here.";
    case "no-person":
      return "I cannot connect you to a person from here. I can only help with what is set up for me.";
    case "answer":
      for (const finding of outcome.findings) cited.add(finding.passage.number);
      if (outcome.offer && outcome.offer.kind === "change")
        questions.push(
          `Would you like me to ${saying(outcome.offer)}? If so, please send the ${outcome.offer.noun || "record"} number.`,
        );
      return outcome.findings.map(quoted).join(" ");
    case "unknown": {
      const hasPerson = situation.abilities.some((one) => one.kind === "handoff");
      if (hasPerson) questions.push("Would you like me to hand this to a person?");
      return "I don't know. I found nothing about that in what I was given, and I do not want to guess.";
    }
  }
}

function quoted(finding: Finding): string {
  return `${finding.excerpt} [${finding.passage.number}]`;
}

/** The policy behind what was done or found, when a passage speaks of it. */
function supporting(
  outcomes: readonly Outcome[],
  situation: Situation,
  text: string,
  cited: ReadonlySet<number>,
): string {
  const wantsReason = outcomes.some(
    (one) => one.kind === "done" || one.kind === "already" || (one.kind === "failed" && one.denied),
  );
  if (!wantsReason || cited.size > 0) return "";
  const acts = outcomes.flatMap((one) => ("ability" in one ? [one.ability.verb] : []));
  const finding = findPassages(
    `${text} ${acts.join(" ")}`,
    [...situation.briefing.passages, ...searched(situation)],
    { limit: 1, onlyKnown: true },
  )[0];
  return finding ? quoted(finding) : "";
}

function doneSentence(
  ability: Ability,
  args: Record<string, unknown>,
  result: unknown,
  target: string | undefined,
): string {
  const record = asRecord(result);
  if ([record.updated, record.changed, record.matched, record.count, record.affected].includes(0)) {
    return `I tried to ${saying(ability)} ${target ?? ""}, but nothing was changed.`.replace(/ +/g, " ");
  }
  if (ability.kind === "remember")
    return `I will remember that${args.value ? `: ${shown(args.value)}` : ""}.`;
  if (ability.kind === "recall") return `I have noted: ${shown(result)}.`;
  const details = Object.entries(args)
    .filter(
      ([name, value]) =>
        String(value) !== target &&
        !/reason|note|description|body|message|content|details/.test(name) &&
        typeof value !== "object",
    )
    .map(([name, value]) => `${nameWords(name).join(" ")}: ${shown(value)}`);
  const created =
    record.number ??
    asRecord(record.row).number ??
    asRecord(asRecord(record.row).values).number ??
    record.reference;
  const label =
    ability.kind === "make"
      ? `the ${ability.noun}${typeof created === "string" || typeof created === "number" ? ` ${created}` : ""}`
      : thing(ability, target);
  return `I have ${pastOf(ability.verb)} ${label}${details.length > 0 ? ` (${details.join(", ")})` : ""}.`;
}

function failedSentence(
  outcome: Extract<Outcome, { kind: "failed" }>,
  situation: Situation,
  questions: string[],
): string {
  const reason = reasonIn(outcome.result);
  const what =
    outcome.ability.kind === "read"
      ? `look up ${thing(outcome.ability, outcome.target)}`
      : `${outcome.ability.verb} ${thing(outcome.ability, outcome.target)}`;
  if (situation.abilities.some((one) => one.kind === "handoff") && outcome.ability.kind !== "handoff")
    questions.push("Would you like me to hand this to a person?");
  const because = reason ? ` The reason given: ${reason.replace(/[.\s]+$/, "")}.` : "";
  if (outcome.denied) return `I asked to ${what}, but it was not approved, so it was not done.${because}`;
  return `I could not ${what}.${because} Nothing was changed.`;
}

function reasonIn(result: unknown): string {
  if (typeof result === "string") return result.slice(0, 300);
  const record = asRecord(result);
  for (const key of ["reason", "comment", "message", "error", "detail"]) {
    const value = record[key];
    if (typeof value === "string" && value) return value.slice(0, 300);
    if (Object.keys(asRecord(value)).length > 0) return reasonIn(value);
  }
  return "";
}

function missingQuestion(
  ability: Ability,
  parameters: readonly { name: string; words: string[]; required: boolean }[],
): string {
  const full = ability.parameters.filter((one) => parameters.some((missing) => missing.name === one.name));
  const names = full.map((parameter) => askedName(parameter, ability));
  const joiner = full.some((one) => one.required) ? "and" : "or";
  const list =
    names.length > 1 ? `${names.slice(0, -1).join(", ")} ${joiner} ${names.at(-1)}` : (names[0] ?? "details");
  return `To ${saying(ability)}, I need one more thing: could you tell me the ${list}?`;
}

/** "refund an order": the ability as something to offer. */
export function saying(ability: Ability): string {
  if (ability.kind === "handoff") return "hand you to a person";
  const verb = ability.verb === "find" || ability.verb === "get" ? "look up" : ability.verb;
  const noun = ability.noun ? ` ${/^[aeiou]/.test(ability.noun) ? "an" : "a"} ${ability.noun}` : "";
  return `${verb}${noun}`;
}

const irregular: Record<string, string> = {
  send: "sent",
  make: "made",
  write: "written",
  put: "put",
  set: "set",
  do: "done",
  cancel: "cancelled",
  submit: "submitted",
  log: "logged",
  get: "got",
  hand: "handed",
  run: "run",
  begin: "begun",
  pay: "paid",
  sell: "sold",
};

function pastOf(verb: string): string {
  const known = irregular[verb];
  if (known) return known;
  if (verb.endsWith("e")) return `${verb}d`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`;
}

/** Titles of the passages, without repeats, for saying what can be answered. */
export function topicsOf(briefing: Briefing): string[] {
  return [
    ...new Set(briefing.passages.map((passage) => passage.title.split("—")[0]?.trim() ?? "").filter(Boolean)),
  ].slice(0, 3);
}
