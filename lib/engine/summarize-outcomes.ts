import type { RunVerdict } from "#lib/runtime/host.ts";

/** The outcome of a run over all its goals, as stored with the run and answered by the API. */
export type RunOutcome = {
  verdict: "met" | "missed" | "blocked" | "pending";
  score: number | null;
  goals: {
    nodeId: string;
    title: string;
    verdict: RunOutcome["verdict"];
    score: number | null;
    criteria: unknown[];
  }[];
};

const worstFirst = ["blocked", "missed", "pending", "met"] as const;

/** A run is as good as its worst goal; without a goal there is no outcome. */
export function summarizeOutcomes(outcomes: RunVerdict["outcomes"]): RunOutcome | null {
  if (outcomes.length === 0) return null;
  const verdict =
    worstFirst.find((candidate) => outcomes.some((one) => one.verdict === candidate)) ?? "pending";
  const scores = outcomes.map((one) => one.score);
  const known = scores.filter((score) => score !== null);
  return {
    verdict,
    score:
      known.length === scores.length ? known.reduce((sum, score) => sum + score, 0) / known.length : null,
    goals: outcomes.map((one) => ({
      nodeId: one.goalNodeId,
      title: one.title,
      verdict: one.verdict,
      score: one.score,
      criteria: one.criteria,
    })),
  };
}
