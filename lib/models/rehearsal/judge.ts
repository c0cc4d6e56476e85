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
    /^#+ *(?:rubric|criterion|criteria|question)\b[^\n]*\n([\s\S]*?)(?=^#|(?![\s\S]))/im.exec(system)?.[1] ??
    system;
  const asked = [...new Set(meanings(rubric.slice(0, 4_000)))].filter((word) => !instructionWords.has(word));
  const said = transcript.slice(0, 20_000) || system.slice(rubric.length);
  const answer = lastAnswer(said);
  if (!answer.trim()) return verdict(false, "There is no answer to judge.");
  if (gaveUp.test(answer))
    return verdict(false, "The answer says that it could not be done or is not known.");
  const heard = new Set(meanings(said));
  const shared = asked.filter((word) => heard.has(word));
  const isMet = asked.length === 0 || shared.length / asked.length >= 0.2;
  const words = shared.slice(0, 5).join(", ");
  return verdict(
    isMet,
    isMet
      ? `The conversation deals with what is asked${words ? ` (${words})` : ""}.`
      : "The conversation does not touch on what is asked.",
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
