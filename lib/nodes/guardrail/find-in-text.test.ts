import { expect, test } from "vitest";
import { findInText } from "./find-in-text.ts";

test.each([
  ["card", "4111 1111 1111 1111", 1],
  ["card", "4111 1111 1111 1112", 0],
  ["iban", "DE89 3704 0044 0532 0130 00", 1],
  ["iban", "DE88 3704 0044 0532 0130 00", 0],
  ["email", "ada@example.test", 1],
] as const)("%s in “%s” is found %i times", (kind, text, count) => {
  expect(findInText({ check: "personal-data", kinds: [kind] }, `It is ${text}, yes.`)).toHaveLength(count);
});

test("a pattern that would explode elsewhere is told in linear time", () => {
  const started = performance.now();
  expect(findInText({ check: "regex", pattern: "(a+)+$" }, `${"a".repeat(20_000)}b`)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("a pattern that cannot be compiled finds everything", () => {
  expect(findInText({ check: "regex", pattern: "(" }, "harmless")).toHaveLength(1);
});
