import { expect, test } from "vitest";
import { type LintedGoal, lintGoal } from "./lint-goal.ts";

const measured = [{ kind: "condition", weight: 1, when: "run.answered" }];

function codes(statement: string, more: Partial<LintedGoal> = {}): string[] {
  const goal = {
    statement,
    criteria: measured,
    passScore: 1,
    deadlineMinutes: null,
    budgetUsd: null,
    ...more,
  };
  return lintGoal(goal).map(({ code }) => String(code));
}

test.each([
  "Improve support",
  "Help our customers better",
  "Be helpful",
  "Provide excellent customer service",
  "Optimise the sales process as much as possible",
  "Den Kundendienst verbessern",
])("“%s” is vague, and what is offered instead is not", (statement) => {
  const [vague] = lintGoal({
    statement,
    criteria: measured,
    passScore: 1,
    deadlineMinutes: null,
    budgetUsd: null,
  });
  expect(vague).toMatchObject({ code: "goal-vague", severity: "warning", field: "statement" });
  expect(vague?.why).toBeTruthy();
  expect(codes(String(vague?.offer?.value))).not.toContain("goal-vague");
});

test.each([
  "Every customer request is resolved within 2 hours",
  "The lead is saved with company, size and need",
  "Customers get help: 80 of 100 requests are answered without a person",
  "The request is done.",
  "",
])("“%s” is not called vague", (statement) => {
  expect(codes(statement)).not.toContain("goal-vague");
});

test("time and money that the sentence promises must be what is measured", () => {
  const statement = "Every request is answered within 2 hours for $0.05 a run";
  expect(codes(statement)).toEqual(["goal-deadline", "goal-budget"]);
  expect(codes(statement, { deadlineMinutes: 120, budgetUsd: 0.05 })).toEqual([]);
  expect(codes(statement, { deadlineMinutes: 60, budgetUsd: 0.05 })).toEqual(["goal-deadline"]);
  expect(
    lintGoal({ statement, criteria: measured, passScore: 1, deadlineMinutes: null, budgetUsd: 0.05 }),
  ).toMatchObject([{ offer: { field: "deadlineMinutes", value: 120 } }]);
});

test("a goal that is never or always met is told", () => {
  const statement = "The request is answered";
  expect(codes(statement, { criteria: [{ kind: "rating", weight: 0 }] })).toEqual(["goal-weightless"]);
  expect(codes(statement, { passScore: 0 })).toEqual(["goal-always-met"]);
  expect(codes(statement, { criteria: [{ kind: "condition", weight: 1, when: " true " }] })).toEqual([
    "goal-always-met",
  ]);
});

test("hostile statements are judged to the end", () => {
  for (const piece of ["improve ", "within ", "a. ", "(((", "$1 "])
    expect(codes(piece.repeat(4000 / piece.length))).toBeInstanceOf(Array);
});
