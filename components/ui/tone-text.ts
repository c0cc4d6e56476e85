import type { Tone } from "./badge.tsx";

/** The text colour of each tone. */
export const toneText: Record<Tone, string> = {
  neutral: "text-muted",
  accent: "text-accent",
  ok: "text-ok",
  waiting: "text-waiting",
  failed: "text-failed",
};
