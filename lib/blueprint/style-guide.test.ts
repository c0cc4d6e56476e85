import { expect, test } from "vitest";
import { checkStyle, styleGuideSchema, styleRules } from "./style-guide.ts";

const style = styleGuideSchema.parse({
  tone: "Warm\nand brief.",
  greeting: "Hello from Linde!",
  signOff: "Your Linde team",
  avoid: [{ word: "utilise", say: "use" }, { word: "C++" }],
  sentenceWords: 8,
});
const broken = (...answers: string[]) =>
  checkStyle(style, answers)
    .filter(({ met }) => !met)
    .map(({ label }) => label);

test("answers that keep it pass; a question needs no sign-off, a later answer no greeting", () => {
  expect(broken("Hello from Linde! Which order\nis it?", "It is here.\n\nYour Linde team")).toEqual([]);
});

test.each([
  ["Hi. It is here. Your Linde team", "Begins with “Hello from Linde!”"],
  ["Hello from Linde! It is here.", "Ends with “Your Linde team”"],
  ["Hello from Linde! Please UTILISE it. Your Linde team", "Does not say “utilise”"],
  ["Hello from Linde! We write C++. Your Linde team", "Does not say “C++”"],
  [
    "Hello from Linde! This one has more words than the guide allows. Your Linde team",
    "At most 8 words a sentence",
  ],
])("%s breaks one rule", (answer, label) => {
  expect(broken(answer)).toEqual([label]);
});

test("a part of a word is another word, and an empty guide has no rules", () => {
  expect(broken("Hello from Linde! It is underutilised. Your Linde team")).toEqual([]);
  const nothing = styleGuideSchema.parse({});
  expect([styleRules(nothing), checkStyle(nothing, ["Anything at all."])]).toEqual([[], []]);
  expect(styleRules(style)[0]).toBe("- tone: Warm and brief.");
});
