import { RE2JS } from "re2js";
import type { Finding } from "../execute-node.ts";
import { classifyInjection, injectionThresholds } from "./classify-injection.ts";
import { classifyTopics, isOffTopic } from "./classify-topic.ts";
import type { GuardCheck, personalDataKinds } from "./definition.ts";
import { findLinks } from "./find-links.ts";
import { jsonProblem } from "./json-problem.ts";
import { sentencesOf } from "./sentences.ts";

type PersonalData = (typeof personalDataKinds)[number];

// Every repetition is bounded, so that a stream needs to be held back for a known length only.
const patterns: Record<PersonalData, { pattern: RE2JS; accept?: (match: string) => boolean }> = {
  email: { pattern: RE2JS.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\\.[A-Za-z]{2,24}") },
  phone: { pattern: RE2JS.compile("(?:\\+|\\b00)[1-9][0-9 ()/.-]{6,18}[0-9]") },
  card: { pattern: RE2JS.compile("\\b[0-9](?:[ -]?[0-9]){12,18}\\b"), accept: passesLuhn },
  iban: { pattern: RE2JS.compile("\\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{2,4}){3,8}\\b"), accept: passesIban },
  ip: { pattern: RE2JS.compile("\\b(?:[0-9]{1,3}\\.){3}[0-9]{1,3}\\b") },
  ssn: { pattern: RE2JS.compile("\\b[0-9]{3}-[0-9]{2}-[0-9]{4}\\b") },
};

/** Every place in the text where the check trips; patterns are RE2, which runs in linear time. */
export function findInText(check: GuardCheck, text: string): Finding[] {
  switch (check.check) {
    case "keywords":
      return check.words.flatMap((word) => findWord(word, text));
    case "regex":
      return findPattern(compile(check.pattern), "pattern", text);
    case "personal-data":
      return check.kinds.flatMap((kind) => {
        const { pattern, accept } = patterns[kind];
        return findPattern(pattern, kind, text, accept);
      });
    case "length":
      return text.length > check.max
        ? [{ check: "length", excerpt: `${text.length} characters`, start: check.max, end: text.length }]
        : [];
    case "topic":
      return sentencesOf(text).flatMap(({ text: sentence, start, end }) => {
        const own = check.words.some((word) => findWord(word, sentence).length > 0) ? ["own words"] : [];
        const topics = [...classifyTopics(sentence, check.topics), ...own];
        return topics.map((topic) => ({ check: `topic: ${topic}`, excerpt: sentence.trim(), start, end }));
      });
    case "off-topic":
      return isOffTopic(text, check.words)
        ? [{ check: "off-topic", excerpt: text, start: 0, end: text.length }]
        : [];
    case "injection":
      return sentencesOf(text).flatMap(({ text: sentence, start, end }) => {
        const { score } = classifyInjection(sentence);
        const trips = score >= injectionThresholds[check.sensitivity];
        return trips ? [{ check: "injection", excerpt: sentence.trim(), start, end }] : [];
      });
    case "links":
      return findLinks(text, check.hosts);
    case "schema": {
      const problem = jsonProblem(check.schema, text);
      return problem === null ? [] : [{ check: "schema", excerpt: problem, start: 0, end: text.length }];
    }
    // Looked at before each turn and action, not in any text; see `limits` of the executor.
    case "budget":
      return [];
  }
}

// A pattern that cannot be compiled finds everything: a broken guard blocks, it never lets through.
function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch {
    return RE2JS.compile("(?s).+");
  }
}

function findPattern(
  pattern: RE2JS,
  check: string,
  text: string,
  accept?: (match: string) => boolean,
): Finding[] {
  const findings: Finding[] = [];
  const matcher = pattern.matcher(text);
  for (let found = matcher.find(); found; ) {
    const [excerpt, start, end] = [matcher.group() ?? "", matcher.start(), matcher.end()];
    const isHit = excerpt !== "" && (accept?.(excerpt) ?? true);
    if (isHit) findings.push({ check, excerpt, start, end });
    // What only looked like a hit may hide one that begins inside it.
    found = isHit || excerpt === "" ? matcher.find() : start + 1 < text.length && matcher.find(start + 1);
  }
  return findings;
}

const letter = /[\p{L}\p{N}_]/u;

// Word boundaries by hand: RE2 knows those of ASCII only and would never find “Ärger”.
function findWord(word: string, text: string): Finding[] {
  const quoted = word.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");
  const [first = "", last = ""] = [[...word][0], [...word].at(-1)];
  return findPattern(RE2JS.compile(quoted, RE2JS.CASE_INSENSITIVE), `keyword: ${word}`, text).filter(
    ({ start, end }) =>
      !(letter.test(first) && letter.test([...text.slice(Math.max(0, start - 2), start)].at(-1) ?? "")) &&
      !(letter.test(last) && letter.test([...text.slice(end, end + 2)][0] ?? "")),
  );
}

/** The checksum of card numbers, ISO/IEC 7812-1 annex B. */
function passesLuhn(match: string): boolean {
  const digits = [...match.replace(/\D/g, "")].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const weighed = index % 2 === 1 ? digit * 2 : digit;
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return digits.length >= 13 && sum % 10 === 0;
}

/** The checksum of IBANs, ISO 13616 (mod 97 is 1). */
function passesIban(match: string): boolean {
  const compact = match.replace(/ /g, "");
  const numeric = `${compact.slice(4)}${compact.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  let rest = 0;
  for (const digit of numeric) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
