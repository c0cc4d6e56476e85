import type { GuardCheck, personalDataKinds } from "./definition.ts";
import { patternReach } from "./pattern-reach.ts";
import { openSentenceStart } from "./sentences.ts";

// A match of a kind holds nothing but these, so it cannot begin before the last run of them; and it is never longer.
const tails: Record<(typeof personalDataKinds)[number], { run: RegExp; longest: number }> = {
  email: { run: /[A-Za-z0-9._%+@-]*$/, longest: 280 },
  phone: { run: /[0-9 ()/.+-]*$/, longest: 24 },
  card: { run: /[0-9 -]*$/, longest: 40 },
  iban: { run: /[A-Z0-9 ]*$/, longest: 48 },
  ip: { run: /[0-9.]*$/, longest: 15 },
  ssn: { run: /[0-9-]*$/, longest: 11 },
};

/**
 * How far a growing text is settled for a check: whatever follows, the check finds the same before this place as it
 * does now, and nothing that reaches over it.
 */
export function settledTo(check: GuardCheck, mode: "block" | "mask" | "warn", text: string): number {
  const end = text.length;
  switch (check.check) {
    case "keywords": {
      const longest = Math.max(0, ...check.words.map((word) => word.length));
      // One character more: it decides whether a word ends here.
      return longest === 0 ? end : Math.max(0, end - longest - 2);
    }
    case "personal-data":
      return Math.min(end, ...check.kinds.map((kind) => settledForKind(kind, text)));
    case "regex": {
      const reach = patternReach(check.pattern);
      const byLength = Number.isFinite(reach.length) ? end - reach.length - 2 : 0;
      const byLine = reach.crossesLines ? 0 : text.lastIndexOf("\n") + 1;
      return Math.max(0, byLength, byLine);
    }
    case "length":
      // Blocked is the whole text, so nothing of it may be shown before its length is known.
      return mode === "block" ? 0 : end;
    case "topic":
    case "injection":
      return openSentenceStart(text);
    // An address holds no space, so what may still become one begins after the last.
    case "links":
      return lastWordStart(text);
    case "off-topic":
    case "schema":
      return 0;
    case "budget":
      return end;
  }
}

function lastWordStart(text: string): number {
  let at = text.length;
  while (at > 0 && /\S/.test(text[at - 1] ?? "")) at -= 1;
  return at;
}

function settledForKind(kind: keyof typeof tails, text: string): number {
  const { run, longest } = tails[kind];
  const window = text.slice(-longest - 2);
  const open = text.length - (run.exec(window)?.[0].length ?? 0);
  return Math.max(0, open, text.length - longest - 2);
}
