import { judgeManner } from "./judge-manner.ts";
import { meanings } from "./words.ts";

/** Whether the system prompt asks for a verdict rather than an answer. */
export function isJudgePrompt(system: string): boolean {
  return /^\s*# judge\b/i.test(system);
}

const gaveUp =
  /\bi (?:don'?t know|cannot|can'?t|could not|couldn'?t)\b|\bnothing was changed\b|\bwas not approved\b/i;

/** A verdict by shared words: a rehearsal of a judge, steady and explainable, not a wise one. */
export function judge(system: string, transcript: string): string {
  const rubric =
    /^Rubric:\s*(.+)$/im.exec(system)?.[1] ??
    /^#+ *(?:rubric|criterion|criteria)\b[^\n]*\n([^#]+)/im.exec(system)?.[1] ??
    system;
  const said = transcript.slice(0, 20_000);
  const answer = lastAnswer(said).trim();
  if (!answer) return verdict(false, "There is no answer to judge.");
  const manner = judgeManner(rubric, answer);
  if (manner) return verdict(manner.met, manner.reason);
  if (gaveUp.test(answer))
    return verdict(false, "The answer says that it could not be done or is not known.");
  if (/\b(?:cites?|citations?|sources?)\b/i.test(rubric) && !/\[\d+\]/.test(answer))
    return verdict(false, "The answer cites no passage.");
  const isBackQuestion =
    answer.endsWith("?") && !/\[\d+\]|\bI have\b/.test(answer) && answer.split(/[.!?]\s/).length <= 2;
  if (isBackQuestion) return verdict(false, "The answer only asks back.");
  const asked = [...new Set(meanings(rubric.slice(0, 4_000)))].filter((word) => !instructionWords.has(word));
  const heard = new Set(meanings(said));
  const shared = asked.filter((word) => heard.has(word));
  const request = new Set(meanings(said.slice(0, Math.max(0, said.lastIndexOf(answer)))));
  const isOnTopic = meanings(answer).some((word) => request.has(word) && !instructionWords.has(word));
  const isMet = asked.length === 0 || shared.length / asked.length >= 0.2 || isOnTopic;
  const words = shared.slice(0, 5).join(", ");
  return verdict(
    isMet,
    isMet
      ? `The answer deals with what is asked${words ? ` (${words})` : ""}.`
      : "The answer does not touch on what is asked.",
  );
}

const instructionWords = new Set(
  meanings(
    "judge json met boolean reason string true false answer whether decide reply only rubric criterion conversation assistant agent customer user run",
  ),
);

function lastAnswer(transcript: string): string {
  const parts = transcript.split(/^(?:\*\*)?(?:answer|assistant|agent)(?:\*\*)?:/im);
  const last = parts.length > 1 ? (parts.at(-1) ?? "") : transcript;
  return last.split(/^(?:\*\*)?(?:user|customer|contact)(?:\*\*)?:/im)[0] ?? "";
}

function verdict(met: boolean, reason: string): string {
  return JSON.stringify({ met, reason });
}
