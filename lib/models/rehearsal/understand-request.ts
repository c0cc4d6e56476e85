import type { Entities } from "./entities.ts";
import { findPassages } from "./find-passages.ts";
import { type Intent, intentOf, readerFor, vagueWords } from "./intent-of-clause.ts";
import { givesDataFor } from "./offered-data.ts";
import type { Situation } from "./situation.ts";
import { wholeRequest } from "./whole-request.ts";
import { meanings } from "./words.ts";

/** The request as understood. */
export type Understanding = {
  text: string;
  entities: Entities;
  intents: Intent[];
  /** What a "yes" was about, for reasons and notes. */
  topic?: string;
  /** Why nothing is to be done: the text is a greeting, a thank-you, a no, or too vague to act on. */
  social?: "greeting" | "about" | "thanks" | "declined" | "vague";
};

/** Finds out what is wanted, clause by clause. */
export function understandRequest(situation: Situation): Understanding {
  const whole = wholeRequest(situation);
  const { text, entities } = whole;
  const base = { text, entities, ...(whole.topic ? { topic: whole.topic } : {}) };
  if (/^\W*(?:what (?:can|do) you do|who are you|what are you|how can you help)\b/i.test(text))
    return { ...base, intents: [], social: "about" };
  if (
    /^\W*(?:(?:hi|hello|hey)\W+)?(?:how are you|how(?:'s| is) it going|what'?s up)\b[^?]{0,20}\?*\s*$/i.test(
      text,
    )
  )
    return { ...base, intents: [], social: "greeting" };
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
  if (offered && acts.length === 0) {
    const asks = intents.filter((one) => isAnswered(one, situation));
    const isPrice = asks.length === 0 && meanings(text).includes("price");
    if (isPrice) asks.push({ kind: "ask", clause: "price" });
    return { ...base, intents: [...asks, { kind: "act", ability: offered, clause: text }] };
  }
  // A complaint told beside a record's number asks for the policy, too.
  const isComplaint =
    intents.every((one) => one.kind === "read") && !text.includes("?") && isTrouble(meanings(text));
  if (intents.length > 0 && isComplaint) intents.push({ kind: "ask", clause: troubleOf(text) });
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
  const maker =
    reader &&
    situation.abilities.find(
      (one) => one.kind === "make" && one.nouns.some((noun) => reader.nouns.includes(noun)),
    );
  // Where records are collected, a person who only names themselves wants to be in there.
  if (maker && entities.ids.length === 0)
    return { ...base, intents: [{ kind: "act", ability: maker, clause: text }, ...about] };
  if (reader) {
    const told: Intent[] =
      about.length > 0 || isTrouble(words) ? [{ kind: "ask", clause: troubleOf(text) }] : [];
    return { ...base, intents: [{ kind: "read", ability: reader, clause: text }, ...told] };
  }
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
      /(?<=[.!?;])\s+|\n+|,?\s+(?:and also|and then|plus|also)\s+|,?\s+(?:and|&|but|y|und)\s+(?=(?:what|how|where|when|which|can|could|please|i want|i need|i'd|i would|refund|cancel|do you|does|is|are|send|open|create|tell|notify|post)\b)/i,
    )
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause))
    .slice(0, 40);
}

function isTrouble(words: readonly string[]): boolean {
  return words.includes("broken") || words.includes("return");
}

/** The trouble in one word, so that it finds its policy whatever else was told. */
function troubleOf(text: string): string {
  const words = meanings(text);
  return words.includes("broken") ? "broken" : words.includes("return") ? "return" : text;
}
