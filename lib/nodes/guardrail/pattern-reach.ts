/** How far one match of a pattern can reach: its longest length, and whether it may hold a line break. */
export type PatternReach = { length: number; crossesLines: boolean };

const unknown: PatternReach = { length: Number.POSITIVE_INFINITY, crossesLines: true };
const none: PatternReach = { length: 0, crossesLines: false };

/**
 * The reach of an RE2 pattern, by reading it. What this small reader does not know (flags, named and Unicode classes,
 * quoting) counts as unbounded: a guard that cannot be measured holds a stream back until its end.
 */
export function patternReach(pattern: string): PatternReach {
  let at = 0;
  let failed = false;

  function alternatives(): PatternReach {
    let widest = sequence();
    while (pattern[at] === "|") {
      at += 1;
      widest = widestOf(widest, sequence());
    }
    return widest;
  }

  function sequence(): PatternReach {
    let sum = none;
    while (at < pattern.length && !failed && pattern[at] !== "|" && pattern[at] !== ")") {
      const part = repeated(atom());
      sum = {
        length: sum.length + part.length,
        crossesLines: sum.crossesLines || part.crossesLines,
      };
    }
    return sum;
  }

  function repeated(part: PatternReach): PatternReach {
    let result = part;
    for (;;) {
      const counted = /^(?:[?*+]|\{(\d+)(,(\d*))?\})\??/.exec(pattern.slice(at));
      if (!counted) return result;
      at += counted[0].length;
      result = { ...result, length: times(result.length, mostTimes(counted)) };
    }
  }

  function atom(): PatternReach {
    const letter = pattern[at] ?? "";
    at += 1;
    if (letter === "(") return group();
    if (letter === "[") return characterClass();
    if (letter === "\\") return escaped();
    if (letter === "^" || letter === "$") return none;
    if (letter === ".") return { length: 2, crossesLines: false };
    if ("*+?".includes(letter)) return give();
    return { length: letter.length, crossesLines: letter === "\n" };
  }

  function group(): PatternReach {
    if (pattern[at] === "?") {
      const opening = /^\?(?::|P?<[A-Za-z_]\w*>)/.exec(pattern.slice(at));
      if (!opening) return give();
      at += opening[0].length;
    }
    const inside = alternatives();
    if (pattern[at] !== ")") return give();
    at += 1;
    return inside;
  }

  function escaped(): PatternReach {
    const letter = pattern[at] ?? "";
    at += 1;
    if ("bBAz".includes(letter)) return none;
    if (letter === "d" || letter === "w") return { length: 1, crossesLines: false };
    if (letter === "s" || letter === "D" || letter === "W" || letter === "n")
      return { length: 2, crossesLines: true };
    if (letter === "S") return { length: 2, crossesLines: false };
    if (letter === "t" || letter === "r") return { length: 1, crossesLines: false };
    return /^[^A-Za-z0-9]$/.test(letter) ? { length: 1, crossesLines: letter === "\n" } : give();
  }

  function characterClass(): PatternReach {
    const negated = pattern[at] === "^";
    if (negated) at += 1;
    let broad = negated;
    for (let first = true; at < pattern.length; first = false) {
      const letter = pattern[at] ?? "";
      if (letter === "]" && !first) {
        at += 1;
        return { length: 2, crossesLines: broad };
      }
      // Named classes need a reader of their own.
      if (letter === "[") return give();
      if (letter === "\\") {
        at += 1;
        if (/[pPQ]/.test(pattern[at] ?? "")) return give();
        if (/[snDW]/.test(pattern[at] ?? "")) broad = true;
        if (/[0-9x]/.test(pattern[at] ?? "")) return give();
      }
      // A range may begin or end anywhere among the control characters.
      if (letter.charCodeAt(0) <= 32) broad = true;
      at += 1;
    }
    return give();
  }

  function give(): PatternReach {
    failed = true;
    at = pattern.length;
    return unknown;
  }

  const reach = alternatives();
  return failed || at < pattern.length ? unknown : reach;
}

function mostTimes([mark = "", least = "1", comma, most]: RegExpExecArray): number {
  if (mark.startsWith("?")) return 1;
  if (mark.startsWith("*") || mark.startsWith("+")) return Number.POSITIVE_INFINITY;
  if (comma === undefined) return Number(least);
  return most === "" || most === undefined ? Number.POSITIVE_INFINITY : Number(most);
}

function times(length: number, count: number): number {
  return length === 0 || count === 0 ? 0 : length * count;
}

function widestOf(one: PatternReach, other: PatternReach): PatternReach {
  return {
    length: Math.max(one.length, other.length),
    crossesLines: one.crossesLines || other.crossesLines,
  };
}
