import { expect, test } from "vitest";
import { findInText } from "./find-in-text.ts";
import { settledTo } from "./hold-back.ts";

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

test("links to hosts nobody named are found in every form a client makes a link of, others are not", () => {
  const find = (text: string) =>
    findInText({ check: "links", hosts: ["shop.example", "*.help.example"] }, text).map(
      ({ excerpt }) => excerpt,
    );
  expect(
    find("See https://shop.example/a?b=1, [here](https://www.shop.example/x) and https://eu.help.example."),
  ).toEqual([]);
  expect(find("![](https://evil.example/p.png?d=a@b.c)")).toEqual(["https://evil.example/p.png?d=a@b.c"]);
  expect(find("//evil.example/x www.evil.example HTTP://EVIL.example/")).toHaveLength(3);
  expect(
    find("https://shop.example.evil.example/ https://shop.example@evil.example/ https://evilshop.example"),
  ).toHaveLength(3);
  expect(find("ftp://shop.example/x and javascript://shop.example/%0aalert(1)")).toHaveLength(2);
  expect(find("Either/or, 3//4 is no address; a: b. // a comment")).toEqual([]);
});

const endless = 200_000;

test.each([
  ["marks of a sentence", "!".repeat(endless)],
  ["brackets behind a link", `https://evil.example/${")".repeat(endless)}a`],
  ["a word of an order", "talimat".repeat(endless / 7)],
  ["letters that end no word", "ägib".repeat(endless / 4)],
  ["one letter", "a".repeat(endless)],
  ["codes", "%41".repeat(endless / 3)],
  ["spaced letters", "a ".repeat(endless / 2)],
  ["disguised letters", "a1".repeat(endless / 2)],
])("a text of nothing but %s is read through in the time one has for it", (_what, text) => {
  // Read anew from each of its characters it would take minutes, and with it every run of this worker.
  findInText({ check: "injection", sensitivity: "normal" }, text);
  findInText({ check: "links", hosts: [] }, text);
  for (const check of [
    { check: "links" as const, hosts: [] },
    { check: "injection" as const, sensitivity: "normal" as const },
  ])
    expect(settledTo(check, "mask", `${text} `)).toBeGreaterThanOrEqual(0);
});
