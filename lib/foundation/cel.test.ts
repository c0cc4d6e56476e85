import { expect, test } from "vitest";
import { celProblem, evaluateCel } from "./cel.ts";

test("tells truth, and a problem for all that is not a truth", () => {
  expect(evaluateCel("input.amount > 100.0", { input: { amount: 200 } })).toEqual({ ok: true, value: true });
  for (const expression of ["1", "input.nothing == 1", "input.", ""])
    expect(evaluateCel(expression, { input: {} }).ok).toBe(false);
  expect(celProblem("a &&")).not.toBeNull();
  expect(celProblem("a && b")).toBeNull();
});

test.each([
  "input.constructor.constructor('return process')() != null",
  "input.__proto__ != null",
  "input['constructor'] != null",
  "'a'.constructor != null",
  "constructor != null",
])("%s reaches nothing", (expression) => {
  const result = evaluateCel(expression, { input: { a: 1 } });
  expect(result.ok && result.value).toBe(false);
});
