import { expect, test } from "vitest";
import { judgeManner } from "./judge-manner.ts";

test.each([
  ["The answer acknowledges how the person feels.", "I am sorry about this. Here is the refund.", true],
  ["The answer acknowledges how the person feels.", "The refund is done.", false],
  ["It shows empathy", "That must be frustrating.", true],
  ["The answer blames nobody.", "Here it is.", true],
  ["The answer blames nobody.", "You should have read the terms.", false],
  ["Plain words, no jargon", "Pursuant to the aforementioned terms it is late.", false],
  ["Plain words, no jargon", "It is late.", true],
  ["Plain words, no jargon", `It ${"goes on and ".repeat(12)}ends.`, false],
  ["The answer asks one question.", "Which order is it?", true],
  ["The answer asks one question.", "Which order? Which day?", false],
  ["The answer asks one question.", "Done.", false],
])("%s: %s", (rubric, answer, met) => {
  expect(judgeManner(rubric, answer)?.met).toBe(met);
});

test("a rubric about anything else is not judged by its manner", () => {
  expect(judgeManner("The answer names the price of the kettle.", "It costs 44.90.")).toBeUndefined();
});
