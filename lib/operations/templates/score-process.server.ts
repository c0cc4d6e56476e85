import "server-only";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { FitAnswers } from "#lib/blueprint/fit/fit-answers.ts";
import { scoreFit } from "#lib/blueprint/fit/score-fit.ts";

/** Scores a process somebody describes; nothing of it is kept. */
export function scoreProcess(actor: Actor, answers: FitAnswers) {
  authorize(actor, "read");
  return scoreFit(answers);
}
