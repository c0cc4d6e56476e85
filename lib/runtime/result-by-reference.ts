import { shorten } from "#lib/abilities/summarize-result.ts";

const mostCharacters = 24_000;
const fewest = 600;

/** How much of one result a model is shown: a fifth of its window in characters, never more than 24,000. */
export function resultLimit(window: number | null): number {
  return window === null
    ? mostCharacters
    : Math.max(fewest, Math.min(mostCharacters, Math.floor(window * 0.8)));
}

/** A result as the model is shown it: whole where it is small, else its shape and beginning; the run keeps the whole. */
export function resultByReference(result: unknown, keptAs: string, limit: number): unknown {
  const { value, isShortened } = shorten(result, limit);
  if (!isShortened) return result;
  const characters = (typeof result === "string" ? result : (JSON.stringify(result) ?? "")).length;
  const note =
    "Shortened. The run keeps the whole result; ask for less (a filter, a page, fewer fields) to see more.";
  return { shortened: { note, characters, keptAs }, data: value };
}

/** What stands for a result that was taken out of the prompt. */
export function resultTakenOut(keptAs: string): unknown {
  return {
    leftOut: { note: "Left out to make room. The run keeps it; call again if it is needed.", keptAs },
  };
}
