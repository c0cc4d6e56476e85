import type { Ability } from "./ability.ts";
import { type Entities, entitiesOf } from "./entities.ts";
import { findPassages } from "./find-passages.ts";
import { givesDataFor } from "./offered-data.ts";
import type { Situation } from "./situation.ts";
import { wholeRequest } from "./whole-request.ts";
import { meaningOf, meanings, plain } from "./words.ts";

/** One thing the person wants; a request may hold several. */
export type Intent =
  | { kind: "act" | "read"; ability: Ability; clause: string }
  | { kind: "handoff"; ability: Ability | undefined; clause: string }
  | { kind: "ask"; clause: string; offer?: Ability };

/** The request as understood. */
export type Understanding = {
  text: string;
  entities: Entities;
  intents: Intent[];
  /** Why nothing is to be done: the text is a greeting, a thank-you, a no, or too vague to act on. */
  social?: "greeting" | "thanks" | "declined" | "vague";
};

const vagueWords = new Set(
  "help problem issue broken question wrong something thing work fix support assist assistance stuff hm hmm ok okay trouble bad urgent asap error need test info information hilfe ayuda problema problem yo sup day morning afternoon evening everyone anybody anyone hola hallo moin hey service again nothing"
    .split(" ")
    .map(meaningOf),
);
const genericVerbs = new Set([
  "update",
  "change",
  "set",
  "edit",
  "modify",
  "process",
  "do",
  "run",
  "handle",
  "issue",
  "perform",
  "execute",
  "call",
  "trigger",
  "start",
  "make",
  "request",
]);

/** Finds out what is wanted, clause by clause. */
export function understandRequest(situation: Situation): Understanding {
  const whole = wholeRequest(situation);
  const { text, entities } = whole;
  const base = { text, entities };
  if (whole.answer === "no") return { ...base, intents: [], social: "declined" };
  const clauses = clausesOf(text);
  const intents: Intent[] = [];
  for (const clause of clauses) {
    const found = intentOf(clause, situation, entities);
    const isKnown =
      found &&
      intents.some(
        (one) =>
          one.kind === found.kind &&
          one.kind !== "ask" &&
          "ability" in found &&
          one.ability === found.ability,
      );
    if (found && !isKnown) intents.push(found);
  }
  // Looking up what is about to be changed happens anyway, so a separate look-up of the same thing is not said twice.
  const acts = intents.filter((one) => one.kind === "act");
  const offered = intents.every((one) => one.kind === "ask") ? givesDataFor(situation, entities) : undefined;
  if (offered && acts.length === 0)
    return {
      ...base,
      intents: [
        { kind: "act", ability: offered, clause: text },
        ...intents.filter((one) => isAnswered(one, situation)),
      ],
    };
  if (intents.length > 0) return { ...base, intents };

  const words = meanings(text);
  if (
    /^\s*(?:many |ok,? )?(?:thanks|thank you|thx|cheers|danke|gracias|great|perfect|bye|goodbye)\b/i.test(
      text,
    ) &&
    words.length <= 4
  )
    return { ...base, intents: [], social: "thanks" };
  if (words.length === 0 && /\p{L}/u.test(text))
    return { ...base, intents: [], social: /\b(?:hi|hello|hey)\b/i.test(text) ? "greeting" : "vague" };
  if (
    /^\s*(?:hola|hallo|moin|good (?:morning|afternoon|evening|day))\b/i.test(text) &&
    words.every((word) => vagueWords.has(word) || word === "good")
  )
    return { ...base, intents: [], social: "greeting" };
  const reader =
    entities.ids.length > 0 || entities.emails.length > 0 ? readerFor(situation, entities) : undefined;
  const about: Intent[] =
    findPassages(text, situation.briefing.passages).length > 0 && !words.every((word) => vagueWords.has(word))
      ? [{ kind: "ask", clause: text }]
      : [];
  if (reader)
    return {
      ...base,
      intents: [
        { kind: "read", ability: reader, clause: text },
        ...(words.includes("broken") || about.length > 0
          ? [{ kind: "ask" as const, clause: problemOf(text) }]
          : []),
      ],
    };
  return about.length > 0 ? { ...base, intents: about } : { ...base, intents: [], social: "vague" };
}

function isAnswered(intent: Intent, situation: Situation): boolean {
  return (
    intent.kind === "ask" &&
    (intent.clause.includes("?") || findPassages(intent.clause, situation.briefing.passages).length > 0)
  );
}

function clausesOf(text: string): string[] {
  return text
    .split(
      /(?<=[.!?;])\s+|\n+|,?\s+(?:and also|and then|plus|also)\s+|,?\s+(?:and|but|y|und)\s+(?=(?:what|how|where|when|which|can|could|please|i want|i need|i'd|i would|refund|cancel|do you|does|is|are|send|open|create|tell)\b)/i,
    )
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause))
    .slice(0, 40);
}

function intentOf(clause: string, situation: Situation, entities: Entities): Intent | undefined {
  const words = meanings(clause);
  const isQuestion =
    /\?\s*$|^\s*(?:and |but |so |hi,? |hello,? )?(?:what|how|when|which|who|why|can|could|do|does|is|are|will|would|may|should)\b/i.test(
      clause,
    );
  const isPolite = /\b(?:can|could|would|will) you\b|\bplease\b/i.test(clause);
  if (wantsPerson(clause, words))
    return { kind: "handoff", ability: situation.abilities.find((one) => one.kind === "handoff"), clause };

  const hasTarget = entities.ids.length > 0 || entities.emails.length > 0;
  const act = situation.abilities.find((one) => wantsAct(one, clause, words));
  if (act) {
    const isAboutRules =
      isQuestion &&
      !isPolite &&
      (!hasTarget || /\b(?:policy|rules?|how long|how do|what (?:is|are|'s))\b/i.test(clause));
    return isAboutRules ? { kind: "ask", clause, offer: act } : { kind: "act", ability: act, clause };
  }
  const read = bestReader(clause, words, situation, isQuestion);
  if (read) return { kind: "read", ability: read, clause };
  if (words.every((word) => vagueWords.has(word) || /^\d+$/.test(word))) return undefined;
  return isQuestion || isPolite || /^\s*(?:tell|explain|show|describe)\b/i.test(clause)
    ? { kind: "ask", clause }
    : undefined;
}

function wantsPerson(clause: string, words: readonly string[]): boolean {
  if (!words.includes("human")) return false;
  return (
    words.length <= 3 ||
    /\b(?:speak|talk|connect|contact|transfer|want|need|get|give|chat|call|put me|pass|reach|bitte|sprechen|hablar|quiero|let me)/i.test(
      clause,
    )
  );
}

function wantsAct(ability: Ability, clause: string, words: readonly string[]): boolean {
  if (ability.kind === "remember")
    return /\b(?:remember|note|keep in mind|don'?t forget) (?:that |my |i )/i.test(clause);
  if (ability.kind !== "change" && ability.kind !== "make") return false;
  if (/\b(?:don'?t|do not|didn'?t|no longer|not) (?:want|need|like|asked?)\b|\bwithout\b/i.test(clause))
    return false;
  const verb = meaningOf(ability.verb);
  const nounHit = ability.nouns.some((noun) => words.includes(noun));
  if (ability.kind === "change" && !genericVerbs.has(ability.verb)) return words.includes(verb);
  if (ability.kind === "change") return nounHit && (words.includes(verb) || ability.nouns.length === 1);
  if (ability.nouns.includes("email"))
    return /\b(?:send|write|forward|mail)\b.{0,40}\b(?:e-?mail|message|mail)\b|\be-?mail (?:me|him|her|them|us|it)\b/i.test(
      clause,
    );
  const asks =
    /\b(?:create|open|file|make|raise|book|schedule|send|write|add|save|register|log|submit|want|need|report|like|please|put)\b/i.test(
      clause,
    );
  return nounHit && (asks || words.includes(verb));
}

function bestReader(
  clause: string,
  words: readonly string[],
  situation: Situation,
  isQuestion: boolean,
): Ability | undefined {
  const own = entitiesOf(clause);
  const hasOwn = own.ids.length > 0 || own.emails.length > 0;
  const isFind = words.includes("find");
  const isMine =
    /\b(?:my|our|mein\w*|mi|the|this|that)\b/i.test(clause) &&
    !/\bhow (?:do|can|does|should|to)\b/i.test(clause);
  const ranked = situation.abilities
    .filter((one) => one.kind === "read")
    .map((ability) => {
      const nouns = ability.nouns.filter((noun) => words.includes(noun)).length;
      const about = words.filter((word) => ability.about.has(word) && !ability.nouns.includes(word)).length;
      const takesPlace =
        Boolean(own.place) &&
        ability.parameters.some((one) => one.required && /city|place|location|country|where/i.test(one.name));
      const fits =
        (hasOwn && (isFind || isQuestion || nouns > 0) && takesTarget(ability, own)) ||
        (nouns > 0 && isFind && isMine) ||
        (nouns > 0 && takesPlace);
      return { ability, score: fits ? nouns * 2 + about * 0.5 + 0.1 : 0 };
    })
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score);
  if (hasOwn && words.includes("broken") && !isFind) return undefined;
  return ranked[0]?.ability;
}

/** The first ability that can look something up with what is known. */
export function readerFor(
  situation: Situation,
  entities: Entities,
  nouns?: readonly string[],
): Ability | undefined {
  return situation.abilities.find(
    (one) =>
      one.kind === "read" &&
      (!nouns || one.nouns.some((noun) => nouns.includes(noun))) &&
      takesTarget(one, entities),
  );
}

function takesTarget(ability: Ability, entities: Entities): boolean {
  const takesEmail = ability.parameters.some((one) => /e-?mail/i.test(one.name));
  const takesId = ability.parameters.some((one) =>
    /number|id$|code|ref|order|ticket|invoice|key/i.test(one.name),
  );
  return (entities.ids.length > 0 && takesId) || (entities.emails.length > 0 && takesEmail);
}

function problemOf(text: string): string {
  return (
    clausesOf(text)
      .filter((clause) => meanings(clause).includes("broken"))
      .join(" ") || plain(text)
  );
}
