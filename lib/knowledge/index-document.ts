import { type Chunk, chunkText } from "./chunk.ts";
import { countTerms, tokenize } from "./tokenize.ts";

/** A chunk with what BM25 needs: its terms, how often each occurs, and its length in terms. */
export type IndexedPassage = Chunk & {
  ordinal: number;
  length: number;
  terms: string[];
  frequencies: number[];
};

/** Cuts a document into passages and counts their terms; the title and headings count as part of each passage. */
export function indexDocument(title: string, text: string): IndexedPassage[] {
  return chunkText(text).map((chunk, ordinal) => {
    const heading = chunk.heading === "" ? title : chunk.heading;
    const tokens = tokenize(`${title}\n${heading === title ? "" : heading}\n${chunk.text}`);
    const counts = countTerms(tokens);
    return {
      ordinal,
      heading,
      text: chunk.text,
      length: tokens.length,
      terms: [...counts.keys()],
      frequencies: [...counts.values()],
    };
  });
}
