/** The cosine of two vectors of unit length. */
export function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** Sentences that have nothing to do with each other, from which a model's background is measured. */
export const unrelatedSentences = [
  "The violin needs new strings before the concert.",
  "Volcanic ash settled over the northern islands.",
  "Your invoice is payable within fourteen days.",
  "She planted tomatoes along the southern wall.",
  "The goalkeeper was injured in the second half.",
  "Restart the router and wait for the green light.",
  "Penicillin was discovered by accident.",
  "The night train to Lisbon leaves at nine.",
] as const;

/**
 * The cosine a model gives to unrelated texts: some put every text above 0.7, others around 0. Measured as the mean
 * over all pairs, so that a cosine can be read as a share of what is left up to 1.
 */
export function backgroundOf(vectors: readonly Float32Array[]): number {
  const pairs = vectors.flatMap((one, at) => vectors.slice(at + 1).map((other) => cosine(one, other)));
  return pairs.reduce((sum, each) => sum + each, 0) / Math.max(pairs.length, 1);
}

/** 0 to 1: how far a cosine stands above the model's background. */
export function confidenceOf(similarity: number, background: number): number {
  const floor = Math.min(Math.max(background, 0), 0.95);
  return Math.min(Math.max((similarity - floor) / (1 - floor), 0), 1);
}
