/** How quickly repeats of a term stop to matter. */
export const k1 = 1.2;

/** How much long passages are held back. */
export const b = 0.75;

/** What {@link bm25Scores} ranks: a passage as its term counts. */
export type CountedPassage = { id: string; length: number; counts: ReadonlyMap<string, number> };

/** Score and confidence of a passage that has at least one term of the question. */
export type PassageScore = { id: string; score: number; confidence: number };

/**
 * Weight of a term that occurs in `documentFrequency` of `passageCount` passages: the Robertson/Spärck Jones
 * weight with 1 added inside the logarithm, so that no term counts against a passage (Robertson and Zaragoza,
 * "The Probabilistic Relevance Framework: BM25 and Beyond", 2009).
 */
export function inverseFrequency(passageCount: number, documentFrequency: number): number {
  return Math.log(1 + (passageCount - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/**
 * BM25 in memory: the plain statement of what the SQL search computes, and its measure in tests. Confidence is
 * the share of the question's term weight that the passage holds.
 */
export function bm25Scores(passages: CountedPassage[], queryTerms: string[]): PassageScore[] {
  const terms = [...new Set(queryTerms)];
  const averageLength =
    passages.reduce((sum, passage) => sum + passage.length, 0) / Math.max(passages.length, 1);
  const weights = terms.map((term) => {
    const frequency = passages.filter((passage) => passage.counts.has(term)).length;
    return { term, weight: inverseFrequency(passages.length, frequency) };
  });
  const total = weights.reduce((sum, each) => sum + each.weight, 0);
  return passages
    .map((passage) => {
      let score = 0;
      let matched = 0;
      for (const { term, weight } of weights) {
        const frequency = passage.counts.get(term);
        if (frequency === undefined) continue;
        matched += weight;
        score +=
          (weight * frequency * (k1 + 1)) / (frequency + k1 * (1 - b + (b * passage.length) / averageLength));
      }
      return { id: passage.id, score, confidence: total === 0 ? 0 : matched / total };
    })
    .filter((passage) => passage.score > 0)
    .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1));
}
