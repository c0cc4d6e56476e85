import { type Entities, entitiesOf } from "./entities.ts";
import type { Situation } from "./situation.ts";
import { meanings } from "./words.ts";

const yes =
  /^\s*(?:yes|yeah|yep|yup|sure|ok(?:ay)?|please do|do it|go ahead|correct|right|of course|ja|s[ií]|vale|claro)\b[\s!.,]*(?:please|do(?: it| that)?|go ahead|thanks|bitte|por favor)?[\s!.]*$/i;
const no =
  /^\s*(?:no|nope|no,? thanks?(?: you)?|nein|not now|nothing(?: else)?|that'?s all|never ?mind)[\s!.]*$/i;

/** `topic` is what the person had said before agreeing to something. */
export type WholeRequest = { text: string; entities: Entities; topic?: string; answer?: "no" };

/** The request with what it leans on: the question it answers, and things named earlier. */
export function wholeRequest(situation: Situation): WholeRequest {
  const { spoken, request } = situation;
  let last = spoken.findLastIndex((one) => one.who === "user");
  const question = questionBefore(situation, last);
  if (no.test(request)) return { text: request, entities: entitiesOf(request), answer: "no" };
  let text = labelled(question, request);
  if (question && yes.test(request)) {
    const topic = spoken.findLast((one, index) => one.who === "user" && index < last)?.text;
    text = asWish(question);
    return { text, entities: withEarlier(entitiesOf(text), situation, text), ...(topic ? { topic } : {}) };
  }
  // An answer such as "1042" completes the request before it; three in a row are enough for any form.
  for (let depth = 0; depth < 3 && continues(situation, last); depth++) {
    last = spoken.findLastIndex((one, index) => index < last && one.who === "user");
    if (last < 0) break;
    text = `${labelled(questionBefore(situation, last), spoken[last]?.text ?? "")}\n${text}`;
  }
  const now = entitiesOf(text);
  return { text, entities: withEarlier(now, situation, text) };
}

/** An answer to our question, or a number sent after a message that lacked one. */
function continues(situation: Situation, index: number): boolean {
  const text = situation.spoken[index]?.text ?? "";
  if (!isBareAnswer(text)) return false;
  if (questionBefore(situation, index)) return true;
  const before = situation.spoken.findLast((one, position) => one.who === "user" && position < index)?.text;
  return (
    before !== undefined &&
    entitiesOf(text).ids.length > 0 &&
    entitiesOf(before).ids.length === 0 &&
    meanings(before).length <= 40
  );
}

/** "Could you tell me the company?" answered by "Nordwind" means "company: Nordwind". */
function labelled(question: string | undefined, answer: string): string {
  const asked =
    /could you tell me the ([\p{L} ,]{2,200})\?/u.exec(question ?? "")?.[1]?.split(/,? (?:and|or) |, /) ?? [];
  const words = meanings(answer).length;
  if (asked.length === 1 && words > 0 && words <= 12 && !/[?:]/.test(answer))
    return `${answer}\n${asked[0]}: ${answer.trim()}`;
  const company = asked.includes("company")
    ? /^\s*(\p{Lu}[\p{L}\d& .-]{1,40}?)(?=,|;|\n|$)/u.exec(answer)?.[1]
    : undefined;
  return company ? `${answer}\ncompany: ${company}` : answer;
}

function questionBefore(situation: Situation, index: number): string | undefined {
  const before = situation.spoken.slice(0, Math.max(0, index)).at(-1);
  if (before?.who !== "agent") return undefined;
  return before.text.split(/(?<=[.!?])\s+|\n+/).findLast((sentence) => sentence.trim().endsWith("?"));
}

function asWish(question: string): string {
  return `Please ${question
    .replace(/^.*?\b(?:would you like me to|shall i|should i|do you want me to|can i)\b/i, "")
    .replace(/\?\s*$/, ".")
    .trim()}`;
}

function isBareAnswer(text: string): boolean {
  if (yes.test(text) || /\?\s*$/.test(text)) return false;
  const found = entitiesOf(text);
  const words = meanings(text).length;
  const named =
    found.ids.length +
    found.emails.length +
    found.amounts.length +
    found.counts.length +
    (found.name ? 1 : 0) +
    (found.company ? 1 : 0);
  return named > 0 ? words <= 8 && !/\b(?:want|refund|cancel|where|human|person)\b/i.test(text) : words <= 2;
}

function withEarlier(now: Entities, situation: Situation, text: string): Entities {
  const merged: Entities = { ...now };
  const isOther = /\b(?:other|another|different)\b/i.test(text);
  const earlier = situation.spoken
    .filter((one) => one.who === "user")
    .slice(-8, -1)
    .reverse();
  for (const { text: old } of earlier) {
    const found = entitiesOf(old);
    if (merged.ids.length === 0 && !isOther) merged.ids = found.ids;
    if (merged.emails.length === 0) merged.emails = found.emails;
    if (merged.counts.length === 0) merged.counts = found.counts;
    merged.name ??= found.name;
    merged.company ??= found.company;
    merged.need ??= found.need;
  }
  const facts = situation.briefing.facts.map((fact) => fact.value).join("\n");
  if (merged.emails.length === 0 && facts) merged.emails = entitiesOf(facts.slice(0, 4_000)).emails;
  return merged;
}
