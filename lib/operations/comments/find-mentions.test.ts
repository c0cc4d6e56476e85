import { expect, it } from "vitest";
import { findMentions } from "./find-mentions.ts";

const members = [
  { userId: "ann", name: "Ann", email: "ann@example.com" },
  { userId: "annika", name: "Ann Lee", email: "lee@example.com" },
  { userId: "twin", name: "ANN LEE", email: "twin@example.com" },
  { userId: "nameless", name: "", email: "jo.fox@example.com" },
];
const named = (text: string) => findMentions(text, members).map(({ userId }) => userId);

it("finds members by their whole name or address, the longest that fits, whatever the case", () => {
  expect(named("@ann, please look")).toEqual(["ann"]);
  expect(named("(@Ann Lee) and @jo.fox@example.com.")).toEqual(["annika", "twin", "nameless"]);
  expect(findMentions("@aNN!", members)).toEqual([{ userId: "ann", as: "aNN" }]);
});

it("takes neither parts of words nor addresses for names", () => {
  expect(named("mail@ann and write to ann@example.com, @annabel, @ ann, @anna")).toEqual([]);
  expect(named("@Ann @Ann @Ann")).toEqual(["ann"]);
});
