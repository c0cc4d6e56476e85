import { expect, test } from "vitest";
import { templates } from "../templates/templates.ts";
import { type FitAnswers, fitAnswersSchema, fitQuestions } from "./fit-answers.ts";
import { scoreFit } from "./score-fit.ts";

const support: FitAnswers = {
  field: "support",
  complexity: "some-judgement",
  input: "free-text",
  risk: "undone",
  knowledge: "yes",
  perWeek: 200,
  minutes: 6,
  systems: ["documents", "tables"],
};

test.each<[string, Partial<FitAnswers>, string]>([
  ["a support desk with a handbook", {}, "good-fit"],
  ["payments decided by judgement", { field: "finance", risk: "costly" }, "with-people"],
  ["fixed steps on fixed fields", { complexity: "always-same", input: "fixed-form" }, "fixed-rule"],
  [
    "fixed steps on fixed fields, however many",
    { complexity: "always-same", input: "fixed-form", perWeek: 900_000 },
    "fixed-rule",
  ],
  ["fixed steps, but in people's own words", { complexity: "always-same" }, "good-fit"],
  ["ten minutes a week", { perWeek: 1, minutes: 10 }, "too-small"],
  ["no cases at all", { perWeek: 0 }, "too-small"],
  ["danger without a word written", { risk: "dangerous", knowledge: "no" }, "write-it-down"],
  [
    "little of everything",
    {
      complexity: "open-ended",
      input: "fixed-form",
      perWeek: 3,
      minutes: 20,
      knowledge: "partly",
      systems: ["screen"],
    },
    "small-trial",
  ],
])("%s", (_what, change, verdict) => {
  expect(scoreFit({ ...support, ...change }).verdict).toBe(verdict);
});

test("a simple process gets no template, a fitting one gets the nearest first, each with what it has in common", () => {
  expect(scoreFit({ ...support, complexity: "always-same", input: "fixed-form" }).templates).toEqual([]);
  const [first] = scoreFit({ ...support, field: "finance", risk: "costly" }).templates;
  expect(first).toMatchObject({ slug: "invoice-desk", why: expect.stringContaining("Finance") });
  expect(first?.why).toContain("asks a person");
});

test.each(Object.values(templates).map(({ field }) => field))(
  "the field %s leads to a template of that field",
  (field) => {
    const [first] = scoreFit({ ...support, field }).templates;
    expect(templates[first?.slug ?? ""]?.field).toBe(field);
  },
);

test("the score is the sum of its reasons, which never exceed 100 together, and is the same each time", () => {
  for (const complexity of fitQuestions.complexity.options)
    for (const risk of fitQuestions.risk.options) {
      const answers = { ...support, complexity: complexity.value, risk: risk.value };
      const fit = scoreFit(answers);
      expect(fit.score).toBe(fit.reasons.reduce((sum, { points }) => sum + points, 0));
      expect(fit.reasons.reduce((sum, { of }) => sum + of, 0)).toBe(100);
      expect(fit.reasons.every(({ points, of, text }) => points >= 0 && points <= of && text !== "")).toBe(
        true,
      );
      expect(scoreFit(answers)).toEqual(fit);
    }
});

test("more work never lowers the score, and writing things down always raises it", () => {
  const scores = [1, 10, 50, 200, 1000].map((perWeek) => scoreFit({ ...support, perWeek }).score);
  expect(scores).toEqual(scores.toSorted((one, other) => one - other));
  const known = (knowledge: FitAnswers["knowledge"]) => scoreFit({ ...support, knowledge }).score;
  expect(known("no")).toBeLessThan(known("partly"));
  expect(known("partly")).toBeLessThan(known("yes"));
});

test.each([
  ["a field nobody offers", { field: "space" }],
  ["a negative count", { perWeek: -1 }],
  ["no number", { minutes: "six" }],
  ["not a number", { minutes: Number.NaN }],
  ["a system twice", { systems: ["api", "api"] }],
  ["an unknown key", { colour: "red" }],
])("%s is refused", (_what, change) => {
  expect(fitAnswersSchema.safeParse({ ...support, ...change }).success).toBe(false);
});
