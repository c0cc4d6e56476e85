import type { RunUsage } from "./events.ts";

/** Tokens and money of two parts together. */
export function addUsage(before: RunUsage, more: RunUsage): RunUsage {
  return {
    inputTokens: before.inputTokens + more.inputTokens,
    outputTokens: before.outputTokens + more.outputTokens,
    costUsd: addCost(before.costUsd, more.costUsd),
  };
}

/** A sum with an unknown price in it is unknown. */
export function addCost(before: number | null, more: number | null): number | null {
  return before === null || more === null ? null : before + more;
}
