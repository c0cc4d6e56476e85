import type { Expectation, SuiteCase } from "#lib/suites/suite-case.ts";

/** A case of a starter's suite; `tags` are separated by spaces. */
export function check(
  title: string,
  messages: string | string[],
  tags: string,
  ...expectations: Expectation[]
): SuiteCase {
  return { title, messages: [messages].flat(), tags: tags.split(" "), heldOut: false, expectations };
}

/** The same case, kept away from whoever tunes the blueprint. */
export function heldOut(kept: SuiteCase): SuiteCase {
  return { ...kept, heldOut: true };
}

/** The answer contains the text. */
export const says = (text: string): Expectation => ({ kind: "answer-contains", text });

/** The answer does not contain the text. */
export const lacks = (text: string): Expectation => ({ kind: "answer-lacks", text });

/** The answer cites a passage of the document. */
export const cites = (document: string): Expectation => ({ kind: "cites", document });

/** The ability was used, with arguments for which the condition holds. */
export const uses = (ability: string, when = ""): Expectation => ({ kind: "ability-called", ability, when });

/** The ability was not used. */
export const spares = (ability: string): Expectation => ({ kind: "ability-not-called", ability, when: "" });

/** The goal was met. */
export const meets: Expectation = { kind: "outcome", verdict: "met" };

/** It says that it does not know, and invents nothing. */
export const admits: Expectation = { kind: "answer-matches", pattern: "do(n't| not) know" };

/** Over all answers of the case so many questions are asked back. */
export const asks = (min: number, max = min): Expectation => ({ kind: "questions", min, max });

/** A judge finds that enough of the criteria hold, each given with its weight. */
export const rubric = (passAt: number, ...criteria: [label: string, weight: number][]): Expectation => ({
  kind: "rubric",
  criteria: criteria.map(([label, weight]) => ({ label, weight })),
  passAt,
});
