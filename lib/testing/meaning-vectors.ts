import { createHash } from "node:crypto";

// Words of one line mean the same; everything else means only itself.
const synonyms = [
  "refund refunds return returns returned money sent back goods",
  "broken damaged cracked defective",
  "shipping delivery dispatch parcel parcels courier",
  "guarantee warranty",
].map((line) => line.split(" "));

/** Vectors as an embedding model would give them, but worked out by hand: synonyms share their direction. */
export function meaningOf(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/\p{L}{3,}/gu) ?? []) {
    const meaning = synonyms.find((line) => line.includes(word))?.[0] ?? word;
    const bytes = createHash("sha256").update(meaning).digest();
    for (let at = 0; at < dimensions; at++)
      vector[at] = (vector[at] ?? 0) + ((bytes[at % 32] ?? 0) & (1 << (at >> 5)) ? 1 : -1);
  }
  return vector.some((value) => value !== 0) ? vector : vector.map(() => 1);
}
