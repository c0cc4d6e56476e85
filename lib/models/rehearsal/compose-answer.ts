import type { Ability, Parameter } from "./ability.ts";
import { entitiesOf } from "./entities.ts";
import { type Finding, findPassages } from "./find-passages.ts";
import type { Briefing } from "./parse-prompt.ts";
import { askedName, type Outcome, searched, thing } from "./pursue-intent.ts";
import { capitalised, describeRow, shown } from "./rows.ts";
import { asRecord, type Situation } from "./situation.ts";
import { meaningOf, meanings, nameWords } from "./words.ts";

/** Puts what came out of every intent into one answer: results first, then policy, then at most one question. */
export function composeAnswer(outcomes: readonly Outcome[], situation: Situation, text: string): string {
  const parts: string[] = [];
  const questions: string[] = [];
  const cited = new Set<number>();
  for (const outcome of outcomes) {
    const part = partOf(outcome, situation, text, questions, cited);
    if (part && !parts.includes(part)) parts.push(part);
  }
  const offer = offerAfter(outcomes, situation, text);
  if (offer) questions.push(offer);
  const support = supporting(outcomes, situation, text, cited);
  if (support) parts.push(support);
  const question = questions[0];
  if (question && !parts.some((part) => part.trim().endsWith("?"))) parts.push(question);
  return parts.join("\n\n");
}

function partOf(
  outcome: Outcome,
  situation: Situation,
  text: string,
  questions: string[],
  cited: Set<number>,
): string {
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
      questions.push(missingQuestion(outcome.ability, outcome.parameters, outcome.via));
      return "";
    case "which":
      questions.push(`Which ${outcome.ability.noun || "one"} do you mean?`);
      return outcome.rows
        .slice(0, 5)
        .map((row) => describeRow(outcome.ability.noun, row))
        .join("\n");
    case "unable":
      if (situation.abilities.some((one) => one.kind === "handoff"))
        questions.push("Would you like me to hand this to a person?");
      return `I have no way to do that myself (${outcome.action}), so I did nothing.`;
    case "handed":
      return handedSentence(asRecord(outcome.result));
    case "recalled":
      return `I have this noted: ${outcome.facts.map((fact) => `${fact.key.replace(/_/g, " ")}: ${fact.value}`).join("; ")}.`;
    case "no-person":
      return "I cannot connect you to a person from here. I can only help with what is set up for me.";
    case "answer":
      for (const finding of outcome.findings) cited.add(finding.passage.number);
      if (outcome.offer?.kind === "change") questions.push(offerOf(outcome.offer, text));
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

/** A record and a policy that speaks of what could be done with it: offers that, and leaves the choice to the person. */
function offerAfter(outcomes: readonly Outcome[], situation: Situation, text: string): string | undefined {
  const found = outcomes.find((one) => one.kind === "found" && one.rows.length === 1);
  const answer = outcomes.find((one) => one.kind === "answer");
  if (answer?.kind !== "answer" || answer.offer) return undefined;
  const isComplaint = meanings(text).includes("broken") || !text.includes("?");
  if (!isComplaint || (!found && !meanings(text).includes("broken"))) return undefined;
  const said = new Set(meanings(answer.findings.map((one) => one.excerpt).join(" ")));
  const ability = situation.abilities.find((one) => one.kind === "change" && said.has(meaningOf(one.verb)));
  if (!ability) return undefined;
  return found?.kind === "found"
    ? `Would you like me to ${ability.verb} ${thing(ability, found.target)}?`
    : offerOf(ability, text);
}

/** Offers an ability, naming the record when it is known and asking for it when not. */
function offerOf(ability: Ability, text: string): string {
  const id = entitiesOf(text).ids[0]?.value;
  if (id) return `Would you like me to ${ability.verb} ${thing(ability, id)}?`;
  return `Would you like me to ${saying(ability)}? If so, please send the ${ability.noun || "record"} number.`;
}

/** The policy behind what was done or found, when a passage speaks of it. */
function supporting(
  outcomes: readonly Outcome[],
  situation: Situation,
  text: string,
  cited: ReadonlySet<number>,
): string {
  const wantsReason = outcomes.some((one) => one.kind === "done" || (one.kind === "failed" && one.denied));
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
        !/reason|note|description|body|text|message|content|details/.test(name) &&
        String(value).length <= 80 &&
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

/** The person's reply may come back within the same run; it is passed on in their own words. */
function handedSentence(result: Record<string, unknown>): string {
  if (typeof result.reply === "string" && result.reply) {
    const by = typeof result.by === "string" && result.by ? result.by : "A colleague";
    return `${by} answers: ${result.reply}`;
  }
  if (result.answered === false)
    return "I asked for a person, but nobody has answered yet. Your request is noted.";
  return "I have handed this conversation to a person, with a note on what you asked. They will take it from here.";
}

function failedSentence(
  outcome: Extract<Outcome, { kind: "failed" }>,
  situation: Situation,
  questions: string[],
): string {
  const reason = reasonIn(outcome.result)
    .replace(/^This was not approved: /, "")
    .replace(/ ?It has not been done\.?$/, "");
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
  parameters: readonly Parameter[],
  via: Ability | undefined,
): string {
  const names = parameters.map((parameter) => askedName(parameter, via ?? ability));
  const joiner = !via && parameters.some((one) => one.required) ? "and" : "or";
  const list =
    names.length > 1 ? `${names.slice(0, -1).join(", ")} ${joiner} ${names.at(-1)}` : (names[0] ?? "details");
  return `To ${saying(ability)}, I need to know more: could you tell me the ${list}?`;
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
