import type { AbilityResult } from "#lib/abilities/execute-ability.ts";

/** How one attempt at an action ended, as stored by its step. */
export type Attempt =
  | { end: "succeeded"; value: AbilityResult; attempts: number; durationMs: number }
  | { end: "failed" | "unknown"; code: string; message: string; attempts: number; durationMs: number };
