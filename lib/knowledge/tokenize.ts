import { stem } from "./stem.ts";
import { stopWords } from "./stop-words.ts";

const wordPattern = /\p{N}+(?:[.,]\p{N}+)+(?!\p{L})|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
const unspacedScript = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2,}$/u;
const longestTerm = 64;

/** The terms of a text in order, with repeats: lower case, accents off, stop words out, stemmed, numbers kept. */
export function tokenize(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase();
  const terms: string[] = [];
  for (const [word] of plain.matchAll(wordPattern)) {
    if (/^\p{N}/u.test(word) && /[.,]/.test(word)) terms.push(plainNumber(word));
    else if (unspacedScript.test(word)) terms.push(...pairs(word));
    else {
      const bare = word.replaceAll(/['’]s?/g, "");
      if (bare !== "" && !stopWords.has(bare)) terms.push(stem(bare).slice(0, longestTerm).toWellFormed());
    }
  }
  return terms;
}

/** Each term once with how often it occurs, in order of first appearance. */
export function countTerms(terms: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

// 1,299.50 and 1299.5 are the same number, and 129.00 is 129.
function plainNumber(word: string): string {
  const joined = word.replaceAll(/,(?=\d{3}(?:\D|$))/g, "").replaceAll(",", ".");
  const isDecimal = /^\d+\.\d+$/.test(joined);
  return (isDecimal ? joined.replace(/0+$/, "").replace(/\.$/, "") : joined).slice(0, longestTerm);
}

// Scripts written without spaces are indexed by overlapping pairs of characters.
function pairs(word: string): string[] {
  const characters = [...word];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
