import { meaningOf, plain } from "./words.ts";

/** Facts a text states in so many words; nothing here is guessed. */
export type Entities = {
  /** Order numbers and the like; `noun` is the word before it, where there is one. */
  ids: { value: string; noun?: string }[];
  emails: string[];
  urls: string[];
  dates: string[];
  amounts: number[];
  /** "120 employees" → { number: 120, noun: "employee" }. */
  counts: { number: number; noun: string }[];
  quoted: string[];
  name?: string;
  company?: string;
  place?: string;
  need?: string;
};

const month =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const patterns = {
  email: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu,
  url: /\bhttps?:\/\/[^\s<>"']{1,500}/g,
  date: new RegExp(
    `\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}\\b|\\b(?:${month}) \\d{1,2}\\b|\\b\\d{1,2}\\.? (?:${month})\\b`,
    "gi",
  ),
  amount:
    /(?:[$€£]|\b(?:usd|eur|gbp|chf) ?)\d[\d.,]{0,15}|\b\d[\d.,]{0,15} ?(?:[$€£]|(?:usd|eur|gbp|chf|euros?|dollars?|pounds?)\b)/gi,
  cents: /\bcents?\s*[:=]\s*\d{1,12}\b|\b\d{1,12} cents?\b/gi,
  phone: /\+\d[\d ()-]{7,20}\d/g,
  count:
    /\b(?:about |around |over |nearly )?(\d{1,3}(?:[.,]\d{3}){1,3}|\d{1,7})\+? (?:full-time |active |new )?(employees?|people|persons?|staff|users?|seats?|colleagues?|members?|agents?|customers?|licen[cs]es?|mitarbeiter|empleados|days?|weeks?|months?|years?|hours?|minutes?|items?|pieces?|units?|times|percent)\b/gi,
  id: /(?:\b(\p{L}{3,20})(?:\s{1,3}(?:number|no\.?|nr\.?|num|id|code|nummer|n[uú]mero))?(?:\s{0,3}[:#]\s{0,2}|\s{1,3})|#)((?:\p{L}{1,5}-)?\d{1,12}(?:-\d{1,8})?)\b/giu,
  bareId: /\b(?:\p{L}{1,5}-?)?\d{3,12}\b/gu,
  quoted: /["“«]([^"”»]{1,200})["”»]/g,
};

/** Finds what a text states; each piece of text is used for one kind only. */
export function entitiesOf(text: string): Entities {
  let rest = text;
  const take = (pattern: RegExp): string[] => {
    const found = rest.match(pattern) ?? [];
    rest = rest.replace(pattern, " ; ");
    return found;
  };
  const quoted = [...text.matchAll(patterns.quoted)].flatMap((match) => (match[1] ? [match[1]] : []));
  const urls = take(patterns.url);
  const emails = take(patterns.email).map((email) => email.replace(/[.]+$/, "").toLowerCase());
  const dates = take(patterns.date);
  const amounts = take(patterns.amount).flatMap((found) => {
    const number = numberOf(found);
    return number === undefined ? [] : [number];
  });
  take(patterns.phone);
  take(patterns.cents);
  const counts = [...rest.matchAll(patterns.count)].flatMap((match) => {
    const number = numberOf(match[1] ?? "");
    return number === undefined ? [] : [{ number, noun: countNoun(match[2] ?? "") }];
  });
  rest = rest.replace(patterns.count, " ; ");
  return { ids: idsOf(rest), emails, urls, dates, amounts, counts, quoted, ...peopleOf(text) };
}

/** A number as people write it: "1,299.50", "49,90", "1.200". */
export function numberOf(text: string): number | undefined {
  const digits = text.replace(/[^\d.,]/g, "").replace(/[.,]+$/, "");
  if (!/\d/.test(digits)) return undefined;
  const decimal = /[.,](\d{1,2})$/.exec(digits);
  const whole = (decimal ? digits.slice(0, decimal.index) : digits).replace(/[.,]/g, "");
  const number = Number(decimal ? `${whole}.${decimal[1]}` : whole);
  return Number.isFinite(number) ? number : undefined;
}

function countNoun(noun: string): string {
  return /^(?:people|persons?|staff|colleagues?|mitarbeiter|empleados)$/i.test(noun)
    ? "employee"
    : meaningOf(noun);
}

function idsOf(text: string): Entities["ids"] {
  const ids: Entities["ids"] = [];
  const add = (value: string, noun?: string) => {
    if (ids.some((one) => one.value === value)) return;
    ids.push(noun ? { value, noun } : { value });
  };
  for (const match of text.matchAll(patterns.id)) {
    const noun = match[1] ? meaningOf(match[1]) : undefined;
    const value = match[2] ?? "";
    const named =
      noun !== undefined &&
      /^(?:order|ticket|invoic|number|id|cas|ref|referenc|booking|account|customer|rma|nr|no|code)$/.test(
        noun,
      );
    if (named || match[0].startsWith("#")) add(value, noun);
    else if (/\d{3,}/.test(value)) add(value);
  }
  for (const match of text.matchAll(patterns.bareId)) add(match[0]);
  return ids.slice(0, 10);
}

const capital = "\\p{Lu}[\\p{L}'’.-]{0,30}";
const notNames =
  /^(?:looking|interested|not|very|so|a|an|the|sorry|trying|still|waiting|having|here|just|from|at|with|having|unable|happy|unhappy|angry|really|writing|calling|contacting)$/i;

function peopleOf(text: string): Pick<Entities, "name" | "company" | "place" | "need"> {
  const one = (pattern: RegExp) =>
    pattern
      .exec(text)?.[1]
      ?.trim()
      .replace(/[.,;:!?]+$/, "");
  const nameInCapitals = one(
    new RegExp(
      `(?:\\b[Ii](?:['’]?m| am)|\\b[Mm]y name(?: is|['’]s)|\\b[Tt]his is|\\b[Ii]ch bin|\\b[Ss]oy|\\b[Mm]e llamo)\\s+(${capital}(?:\\s${capital}){0,2})`,
      "u",
    ),
  );
  const looseName = one(
    /\b(?:my name(?: is|['’]s)|i(?:['’]?m| am))\s+(\p{L}{2,20})(?=\s*(?:[,.!]|\bfrom\b|\bat\b|\band\b|$))/iu,
  );
  const signed = one(
    new RegExp(`(?:regards|thanks|cheers|best),?\\s*\\n+\\s*(${capital}(?:\\s${capital})?)\\s*$`, "u"),
  );
  const company =
    one(/(?:^|[\n,;])\s*company(?: name)?:\s*([^\n,;!?]{2,60})/iu) ??
    one(
      new RegExp(
        `\\b(?:from|at|of|for|with|von|de)\\s+(${capital}(?:\\s(?:${capital}|&|[0-9]+)){0,3})(?=\\s*(?:[,.;!?(]|\\band\\b|\\bwith\\b|\\bwe\\b|\\bis\\b|$|\\n))`,
        "u",
      ),
    ) ??
    one(new RegExp(`\\b(?:called|named)\\s+(${capital}(?:\\s${capital}){0,2})`, "u")) ??
    one(/\b(?:our company|my company|company name)(?: is|:)?\s+(?:called\s+)?([^\n,.;!?]{2,40})/iu) ??
    one(/\bi(?:['’]?m| am)\s+\p{L}{2,20}\s+(?:from|at|of)\s+([\p{L}\d&' -]{2,40})(?=\s*(?:[,.;!?]|$))/iu);
  const place = one(new RegExp(`\\b(?:in|to|near|für|en)\\s+(${capital}(?:\\s${capital}){0,2})`, "u"));
  const need =
    one(/(?:^|[\n,;])\s*need:\s*([^\n;!?]{2,160})/iu) ??
    one(
      /\b(?:we|i)(?:['’]re| are| am|['’]m)?\s+(?:(?:would like|want|need|require|look(?:ing)?) (?:to |for )?|interested in )([^\n.;!?]{3,160})/iu,
    );
  const wish = one(
    /\b(?:looking for|interested in|searching for)\s+(?:something to |a way to )?([^\n.;!?]{3,160})/iu,
  );
  const name = [nameInCapitals, looseName, signed].find(
    (found) => found && !notNames.test(found.split(/\s/)[0] ?? ""),
  );
  return {
    ...(name && plain(name) !== plain(company ?? "") ? { name: titled(name) } : {}),
    ...(company && !/^(?:my|the|our|your)\b/i.test(company) ? { company: titled(company) } : {}),
    ...(place ? { place } : {}),
    ...((need ?? wish) ? { need: (need ?? wish ?? "").replace(/^(?:a |an |the )/i, "").trim() } : {}),
  };
}

function titled(words: string): string {
  if (words !== words.toUpperCase() && words !== words.toLowerCase()) return words;
  if (words.length <= 4 && words === words.toUpperCase()) return words;
  return words.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());
}
