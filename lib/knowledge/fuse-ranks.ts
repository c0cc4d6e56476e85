/** How much the first places of a ranking outweigh the later ones; the value its authors found to work everywhere. */
const k = 60;

/**
 * Reciprocal rank fusion: each ranking gives a passage 1 / (60 + its place), and the sum decides. Needs no common
 * scale of scores (Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank
 * Learning Methods", SIGIR 2009). Best first; equal sums in the order of ids.
 */
export function fuseRanks(rankings: readonly (readonly string[])[]): { id: string; score: number }[] {
  const scores = new Map<string, number>();
  for (const ranking of rankings)
    for (const [place, id] of ranking.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (k + place + 1));
  return [...scores]
    .map(([id, score]) => ({ id, score }))
    .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1));
}
