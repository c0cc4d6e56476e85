import { RE2JS } from "re2js";
import type { z } from "zod";
import type { Finding } from "../execute-node.ts";
import type { guardCheckSchema, personalDataKinds } from "./definition.ts";

type PersonalData = (typeof personalDataKinds)[number];

const patterns: Record<PersonalData, { pattern: RE2JS; accept?: (match: string) => boolean }> = {
  email: { pattern: RE2JS.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}") },
  phone: { pattern: RE2JS.compile("(?:\\+|\\b00)[1-9][0-9 ()/.-]{6,18}[0-9]") },
  card: { pattern: RE2JS.compile("\\b[0-9](?:[ -]?[0-9]){12,18}\\b"), accept: passesLuhn },
  iban: { pattern: RE2JS.compile("\\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{2,4}){3,8}\\b"), accept: passesIban },
  ip: { pattern: RE2JS.compile("\\b(?:[0-9]{1,3}\\.){3}[0-9]{1,3}\\b") },
  ssn: { pattern: RE2JS.compile("\\b[0-9]{3}-[0-9]{2}-[0-9]{4}\\b") },
};

/** Every place in the text where the check trips; patterns are RE2, which runs in linear time. */
export function findInText(check: z.output<typeof guardCheckSchema>, text: string): Finding[] {
  switch (check.check) {
    case "keywords":
      return check.words.flatMap((word) => findWord(word, text));
    case "regex":
      return findPattern(compile(check.pattern), "pattern", text);
    case "personal-data":
      return check.kinds.flatMap((kind) => {
        const { pattern, accept } = patterns[kind];
        return findPattern(pattern, kind, text).filter((finding) => accept?.(finding.excerpt) ?? true);
      });
    case "length":
      return text.length > check.max
        ? [{ check: "length", excerpt: `${text.length} characters`, start: check.max, end: text.length }]
        : [];
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

function findPattern(pattern: RE2JS, check: string, text: string): Finding[] {
  const findings: Finding[] = [];
  const matcher = pattern.matcher(text);
  while (matcher.find() && findings.length < 200) {
    const excerpt = matcher.group();
    if (excerpt) findings.push({ check, excerpt, start: matcher.start(), end: matcher.end() });
  }
  return findings;
}

function findWord(word: string, text: string): Finding[] {
  const quoted = word.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");
  return findPattern(RE2JS.compile(`\\b${quoted}\\b`, RE2JS.CASE_INSENSITIVE), `keyword: ${word}`, text);
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
