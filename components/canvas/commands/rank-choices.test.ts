import { expect, it } from "vitest";
import { rankChoices } from "./rank-choices.ts";

const choices = ["Undo", "Zoom in", "Zoom out", "Select everything", "Show everything"].map((label) => ({
  id: label,
  group: "Do",
  label,
}));
const ranked = (typed: string, recent: string[] = []) =>
  rankChoices(choices, typed, recent).map(({ label }) => label);

it("puts beginnings before words inside, and those before letters in order", () => {
  expect(ranked("zo")).toEqual(["Zoom in", "Zoom out"]);
  expect(ranked("everything")).toEqual(["Show everything", "Select everything"]);
  expect(ranked("show ev")[0]).toBe("Show everything");
  expect(ranked("zmo")).toEqual(["Zoom out"]);
  expect(ranked("xyz")).toEqual([]);
});

it("puts what was used last first among equals", () => {
  expect(ranked("", ["Zoom out", "Undo"]).slice(0, 3)).toEqual(["Zoom out", "Undo", "Zoom in"]);
  expect(ranked("everything", ["Select everything"])[0]).toBe("Select everything");
});
