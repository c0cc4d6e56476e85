import type { Expectation, ExpectationKind } from "./suite-case.ts";

/** Every kind of expectation with the words a chooser shows, in its order. */
export const expectationLabels: Record<ExpectationKind, string> = {
  "answer-contains": "The answer contains",
  "answer-lacks": "The answer does not contain",
  "answer-matches": "The answer matches a pattern",
  "ability-called": "An ability is called",
  "ability-not-called": "An ability is not called",
  outcome: "The goal's outcome is",
  status: "The run ends as",
  cites: "A document is cited",
  condition: "A condition holds",
  judge: "A judge agrees",
  rubric: "A rubric is met",
  questions: "It asks back so many questions",
  style: "The style guide is kept",
  "routed-to": "A coordinator routes to",
  "max-cost": "It costs at most",
  "max-turns": "It takes at most so many turns",
};

/** An expectation as one sentence. */
export function describeExpectation(expectation: Expectation): string {
  switch (expectation.kind) {
    case "answer-contains":
      return `The answer contains “${expectation.text}”`;
    case "answer-lacks":
      return `The answer does not contain “${expectation.text}”`;
    case "answer-matches":
      return `The answer matches ${expectation.pattern}`;
    case "ability-called":
      return `${expectation.ability} is called${whenOf(expectation.when)}`;
    case "ability-not-called":
      return `${expectation.ability} is not called${whenOf(expectation.when)}`;
    case "outcome":
      return `The goal is ${expectation.verdict}`;
    case "status":
      return expectation.status === "succeeded" ? "The run succeeds" : "The run fails";
    case "condition":
      return expectation.when;
    case "judge":
      return `A judge agrees: ${expectation.rubric}`;
    case "rubric":
      return `A rubric is met: ${expectation.criteria.map(({ label }) => label.replace(/\.$/, "")).join("; ")}`;
    case "questions":
      return questionsWords(expectation.min, expectation.max);
    case "style":
      return "The style guide is kept";
    case "cites":
      return `“${expectation.document}” is cited`;
    case "routed-to":
      return expectation.agent === "" ? "The coordinator asks back" : `It is routed to ${expectation.agent}`;
    case "max-cost":
      return `It costs at most $${expectation.usd}`;
    case "max-turns":
      return `It takes at most ${expectation.turns} ${expectation.turns === 1 ? "turn" : "turns"}`;
  }
}

function questionsWords(min: number, max: number): string {
  if (max === 0) return "It asks nothing back";
  const most = `${max} ${max === 1 ? "question" : "questions"}`;
  if (min === max) return `It asks back exactly ${most}`;
  return min === 0 ? `It asks back at most ${most}` : `It asks back ${min} to ${most}`;
}

function whenOf(condition: string): string {
  return condition === "" ? "" : ` with ${condition}`;
}
