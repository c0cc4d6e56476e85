/**
 * A light English stemmer: brings `returned`, `returning` and `returns` to one form, and leaves short words,
 * numbers and other scripts alone. It need not give words, only the same text for kindred words.
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  return dropEnding(dropSuffix(singular(word)));
}

function singular(word: string): string {
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("s") && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

const suffixes = ["ations", "ation", "ments", "ment", "ings", "ing", "ed"];

function dropSuffix(word: string): string {
  for (const suffix of suffixes) {
    if (!word.endsWith(suffix)) continue;
    const rest = word.slice(0, -suffix.length);
    const least = suffix.startsWith("ation") || suffix.startsWith("ment") ? 4 : 3;
    if (rest.length >= least && /[aeiouy]/.test(rest)) return undouble(rest);
  }
  return word;
}

function undouble(word: string): string {
  const isDoubled = word.at(-1) === word.at(-2) && !/[aeiousz]$/.test(word);
  return isDoubled && word.length > 4 ? word.slice(0, -1) : word;
}

function dropEnding(word: string): string {
  if (word.length >= 4 && word.endsWith("e")) return word.slice(0, -1);
  if (word.length >= 6 && word.endsWith("y")) return word.slice(0, -1);
  return word;
}
