/** A sentence with its place in the text. */
export type Sentence = { text: string; start: number; end: number };

// A run of marks is entered at its first one only: read from each of them, a long one would take for ever.
const breaks = /(?<![.!?])[.!?]+(?=\s)|\n/g;

/** Splits after sentence marks and line breaks; what a sentence is does not change when more text follows its break. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  for (const match of text.matchAll(breaks)) {
    const end = match.index + match[0].length;
    sentences.push({ text: text.slice(start, end), start, end });
    start = end;
  }
  if (start < text.length) sentences.push({ text: text.slice(start), start, end: text.length });
  return sentences.filter((sentence) => sentence.text.trim() !== "");
}

/** Where the last sentence that may still grow begins. */
export function openSentenceStart(text: string): number {
  let start = 0;
  for (const match of text.matchAll(breaks)) start = match.index + match[0].length;
  return start;
}
