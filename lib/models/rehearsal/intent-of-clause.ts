import type { Ability } from "./ability.ts";
import { type Entities, entitiesOf } from "./entities.ts";
import type { Situation } from "./situation.ts";
import { meaningOf, meanings } from "./words.ts";

/** One thing the person wants; a request may hold several. */
export type Intent =
  | { kind: "act" | "read"; ability: Ability; clause: string }
  | { kind: "handoff"; ability: Ability | undefined; clause: string }
  | { kind: "ask"; clause: string; offer?: Ability; cannot?: string };

/** Words that say that something is the matter, but not what. */
export const vagueWords = new Set(
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

/** What a person may ask to have done; asked for without an ability that does it, the answer is an honest "I cannot". */
const actions = new Set(
  ["refund", "cancel", "exchange", "delete", "upgrade", "downgrade", "reschedule", "change", "update"].map(
    meaningOf,
  ),
);

/** What one clause asks for; undefined when it only tells something. */
export function intentOf(clause: string, situation: Situation, entities: Entities): Intent | undefined {
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
      (!hasTarget ||
        /\b(?:is it possible|would it be possible|eligible|entitled|policy|rules?|how long|how do|what (?:is|are|'s))\b/i.test(
          clause,
        ));
    return isAboutRules ? { kind: "ask", clause, offer: act } : { kind: "act", ability: act, clause };
  }
  const wished =
    isPolite ||
    /\b(?:i|we) (?:want|need|would like)\b|\bi'd like\b/i.test(clause) ||
    actions.has(words[0] ?? "");
  const wish = wished ? words.find((word) => actions.has(word)) : undefined;
  const isOffered = situation.abilities.some((one) => meaningOf(one.verb) === wish);
  const cannot =
    wish && !isOffered
      ? (clause.match(/\p{L}+/gu)?.find((word) => meaningOf(word) === wish) ?? wish).toLowerCase()
      : undefined;
  if (cannot) return { kind: "ask", clause, cannot };
  const read = bestReader(clause, words, situation, isQuestion, entities);
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
  if (/\b(?:don'?t|do not|didn'?t|no longer|not) (?:want|need|asked?)\b/i.test(clause)) return false;
  const verb = meaningOf(ability.verb);
  const nounHit = ability.nouns.some((noun) => words.includes(noun));
  if (ability.kind === "change" && !genericVerbs.has(ability.verb)) return words.includes(verb);
  if (ability.kind === "change") {
    return words.some(
      (word) =>
        (nounHit && word === verb) ||
        (actions.has(word) && (ability.about.has(word) || ability.nouns.includes(word))),
    );
  }
  if (ability.nouns.includes("email"))
    return /\b(?:send|write|forward|mail)\b.{0,40}\b(?:e-?mail|message|mail)\b|\be-?mail (?:me|him|her|them|us|it)\b/i.test(
      clause,
    );
  if (ability.verb === "notify" && /\b(?:notify|inform|alert)\b/i.test(clause)) return true;
  if (isDocumentMaker(ability) && /\b(?:pdf|csv|markdown)\b/i.test(clause)) return true;
  const asks =
    /\b(?:create|open|file|make|raise|book|schedule|send|write|add|save|register|log|submit|want|need|report|like|please|put)\b/i.test(
      clause,
    );
  return nounHit && (asks || words.includes(verb));
}

/** Whether what it makes is a file, which people ask for by its format: "a summary as a PDF". */
export function isDocumentMaker(ability: Ability): boolean {
  return ability.kind === "make" && /\b(?:pdf|csv|markdown)\b.*\bdownload\b/i.test(ability.summary);
}

function bestReader(
  clause: string,
  words: readonly string[],
  situation: Situation,
  isQuestion: boolean,
  known: Entities,
): Ability | undefined {
  const spoken = entitiesOf(clause);
  // "What did I order? ana@example.com": the question leans on the address beside it.
  const isPersonal = /\b(?:i|my)\b.*\?/i.test(clause) && /^\s*(?:what|which|when)\b/i.test(clause);
  const own = spoken.ids.length + spoken.emails.length === 0 && isPersonal ? known : spoken;
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
  // A complaint about a named record is not a wish to see it; it is looked up with the policy on such complaints.
  if (
    hasOwn &&
    !isQuestion &&
    (words.includes("broken") || words.includes("return")) &&
    !/\bwhere\b/i.test(clause)
  )
    return undefined;
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
    /number|id$|code|ref|order|ticket|invoice|key|^sku$/i.test(one.name),
  );
  return (entities.ids.length > 0 && takesId) || (entities.emails.length > 0 && takesEmail);
}
