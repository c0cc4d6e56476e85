import type { Situation } from "./situation.ts";

/** Whether the prompt asks for a check of a draft rather than an answer. */
export function isCheckPrompt(system: string): boolean {
  return /^\s*# Check\b/.test(system);
}

/**
 * A verdict on a draft by what can be compared exactly: numbers it names and passages it cites must be in the
 * evidence or the request.
 */
export function checkDraft(situation: Situation): string {
  const said = situation.spoken.map((one) => one.text).join("\n");
  const draft = /^Draft:\n([\s\S]*)$/m.exec(said)?.[1] ?? "";
  const request = said.slice(0, said.length - draft.length);
  const evidence = situation.system.slice(situation.system.indexOf("## Evidence"));
  const known = new Set(numbersIn(`${evidence}\n${request}`));
  const cited = [...draft.matchAll(/\[(\d{1,3})\]/g)].map((match) => match[1] ?? "");
  const unsupported = numbersIn(draft.replace(/\[\d{1,3}\]/g, "")).filter((number) => !known.has(number));
  const problems = [
    ...cited
      .filter((marker) => !evidence.includes(`[${marker}]`))
      .map((marker) => `It cites [${marker}], which is not among the evidence.`),
    ...[...new Set(unsupported)].map((number) => `It names ${number}, which the evidence does not.`),
  ];
  return JSON.stringify({ release: problems.length === 0, problems });
}

function numbersIn(text: string): string[] {
  return (text.match(/\d+(?:[.,:]\d+)*/g) ?? []).map((number) => number.replace(/[.,]0+$/, ""));
}
