/** One node's part of a run, as its card shows it. */
export type NodeRun = {
  status: "running" | "waiting" | "succeeded" | "failed" | "skipped";
  /** Milliseconds spent, where known. */
  durationMs: number | null;
  costUsd: number | null;
  /** How often, in words: "2 turns", "3 passages". */
  count: string | null;
};
