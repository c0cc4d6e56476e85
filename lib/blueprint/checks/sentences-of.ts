/** One sentence with where it stands, so that it can be taken out again. */
export type Sentence = { text: string; start: number; end: number };

/** The sentences of instructions: ended by a full stop, a question or exclamation mark, or the line. */
export function sentencesOf(text: string): Sentence[] {
  return [...text.matchAll(/[^\n.!?]+(?:[.!?](?!\s|$)[^\n.!?]*)*[.!?]*/g)].flatMap((match) => {
    const found = match[0].trim();
    if (found === "") return [];
    const start = match.index + match[0].indexOf(found);
    return [{ text: found, start, end: start + found.length }];
  });
}

/** The text without one of its sentences, the gap closed. */
export function without(text: string, { start, end }: Sentence): string {
  const before = text.slice(0, start).replace(/[ \t]+$/, "");
  const after = text.slice(end).replace(/^[ \t]+/, "");
  const joined =
    before === "" || before.endsWith("\n") || after === "" ? before + after : `${before} ${after}`;
  return joined.replace(/\n{3,}/g, "\n\n").trim();
}

const empty = new Set(
  "a an and any are as at be by can do does for from has have if in into is it its must never not of on only or our please shall should so than that the their them then they this to too us was we when which who will with without you your always ever every all each own".split(
    " ",
  ),
);

/** The words that carry meaning, roughly stemmed. */
export function contentWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set(
    words.filter((word) => !empty.has(word)).map((word) => word.replace(/(?:ing|ed|es|s|en)$/u, "")),
  );
}

/** How much of the smaller set the two have in common, from 0 to 1. */
export function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  if (small.size === 0) return 0;
  return [...small].filter((word) => large.has(word)).length / small.size;
}
