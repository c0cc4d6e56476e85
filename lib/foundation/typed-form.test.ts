import { describe, expect, it } from "vitest";
import { formFieldProblems, formFieldSchema, readFormAnswers } from "./typed-form.ts";

const field = (name: string, type: string, more: object = {}) =>
  formFieldSchema.parse({ name, label: name.toUpperCase(), type, ...more });
const fields = [
  field("note", "text", { required: true, min: 3, max: 10 }),
  field("amount", "number", { min: 1, max: 100 }),
  field("pick", "choice", { options: ["red", "blue"] }),
  field("sure", "yes-no"),
  field("day", "date"),
];
const problemsOf = (given: Record<string, unknown>, isComplete = true) =>
  readFormAnswers(fields, { note: "fine", ...given }, isComplete).problems;

describe("what a person fills in", () => {
  it("comes back by its type, without what was left empty", () => {
    const given = { note: " fine ", amount: 64.5, pick: "blue", sure: false, day: "2028-02-29" };
    expect(readFormAnswers(fields, given, true)).toEqual({
      answers: { note: "fine", amount: 64.5, pick: "blue", sure: false, day: "2028-02-29" },
      problems: [],
    });
    expect(readFormAnswers(fields, { note: "fine", amount: "", day: null }, true).answers).toEqual({
      note: "fine",
    });
  });

  it.each([
    ["note", "ab", /at least 3 characters/],
    ["note", "x".repeat(11), /at most 10 characters/],
    ["note", 5, /takes text/],
    ["note", "  ", /must be filled in/],
    ["amount", "5", /takes a number/],
    ["amount", Number.NaN, /takes a number/],
    ["amount", 101, /at most 100/],
    ["pick", "green", /one of: red, blue/],
    ["pick", ["red"], /takes text/],
    ["sure", "yes", /true or false/],
    ["day", "2027-02-29", /takes a date/],
    ["day", "31.05.2027", /takes a date/],
    ["day", 20270531, /takes a date/],
    ["other", 1, /no such field/],
  ])("refuses %s = %j, naming the field", (name, value, message) => {
    expect(problemsOf({ [name]: value })).toEqual([
      { path: `form.${name}`, message: expect.stringMatching(message) },
    ]);
  });

  it("is asked in full of who says yes only, and takes nothing from an object's inside", () => {
    expect(readFormAnswers(fields, {}, false).problems).toEqual([]);
    expect(
      readFormAnswers([field("valueof", "text")], Object.create({ valueof: "x" }), true).answers,
    ).toEqual({});
    expect(readFormAnswers([], { any: 1 }, true).problems).toMatchObject([{ path: "form.any" }]);
  });

  it("has questions that can be answered", () => {
    const odd = [field("same", "text", { min: 5, max: 2 }), field("same", "choice", { options: ["only"] })];
    expect(formFieldProblems(odd).map(({ path }) => path)).toEqual(["0.max", "1.name", "1.options"]);
    for (const name of ["", "Amount", "1st", "a-b", "constructor"])
      expect(formFieldSchema.safeParse({ name, label: "x", type: "text" }).success).toBe(false);
  });
});
