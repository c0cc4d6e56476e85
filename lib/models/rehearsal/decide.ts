import { checkDraft, isCheckPrompt } from "./check-draft.ts";
import { composeAnswer } from "./compose-answer.ts";
import { feltWith } from "./felt-with.ts";
import { inStyle } from "./in-style.ts";
import { isJudgePrompt, judge } from "./judge.ts";
import { isPlanPrompt, planAhead } from "./plan-ahead.ts";
import { type Call, pursueIntent } from "./pursue-intent.ts";
import type { Situation } from "./situation.ts";
import { smallTalk } from "./small-talk.ts";
import { understandRequest } from "./understand-request.ts";
import { isDecisionPrompt, weighOptions } from "./weigh-options.ts";
import { isCheckpointPrompt, writeCheckpoint } from "./write-checkpoint.ts";

/** What the rehearsal model does with one call: think aloud, then either call abilities or answer. */
export type Move = { reasoning: string; text: string; calls: Call[] };

const mostSteps = 12;

/** Decides the next move; the same situation always gives the same move. */
export function decide(situation: Situation): Move {
  if (isJudgePrompt(situation.system)) {
    return {
      reasoning: "",
      text: judge(situation.system, situation.spoken.map((one) => one.text).join("\n")),
      calls: [],
    };
  }
  if (isCheckpointPrompt(situation.system)) {
    const text = writeCheckpoint(situation.spoken.map((one) => one.text).join("\n"));
    return { reasoning: "", text, calls: [] };
  }
  if (isCheckPrompt(situation.system))
    return { reasoning: "Compares the draft with the evidence.", text: checkDraft(situation), calls: [] };
  if (isPlanPrompt(situation.system))
    return { reasoning: "Plans before it acts.", text: planAhead(situation), calls: [] };
  if (isDecisionPrompt(situation.system))
    return { reasoning: "", text: weighOptions(situation.system), calls: [] };
  const understanding = understandRequest(situation);
  if (understanding.social) {
    const reasoning =
      understanding.social === "vague"
        ? "Asks back because the request leaves open what is wanted."
        : "Replies without looking anything up because nothing was asked.";
    const reply = smallTalk(understanding.social, situation);
    return { reasoning, text: inStyle(feltWith(reply, situation.request), situation), calls: [] };
  }
  const progress = understanding.intents.map((intent) => pursueIntent(intent, understanding, situation));
  const calls = situation.steps.length < mostSteps ? unique(progress.flatMap((one) => one.calls)) : [];
  if (calls.length > 0) return { reasoning: calls.map((call) => call.why).join(" "), text: "", calls };

  const outcomes = progress.flatMap((one) => one.outcomes);
  const changed = new Set(
    outcomes.flatMap((one) => (one.kind === "done" || one.kind === "already" ? [one.target] : [])),
  );
  // What has just been changed is not described as it was before.
  const kept = outcomes.filter((one) => one.kind !== "found" || !changed.has(one.target));
  const text = composeAnswer(kept, situation, understanding.text);
  return {
    reasoning: kept.some((one) => one.kind === "unknown")
      ? "Says so because nothing at hand answers this."
      : "Answers from what was found.",
    text: inStyle(feltWith(text || smallTalk("vague", situation), situation.request), situation),
    calls: [],
  };
}

function unique(calls: readonly Call[]): Call[] {
  const seen = new Set<string>();
  return calls.filter((call) => {
    const key = `${call.ability.name} ${JSON.stringify(call.arguments)}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
