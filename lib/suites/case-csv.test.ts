import fc from "fast-check";
import { expect, test } from "vitest";
import { readCasesCsv, writeCasesCsv } from "./case-csv.ts";
import type { SuiteCase } from "./suite-case.ts";

const words = fc
  .string({ minLength: 1, maxLength: 40 })
  .map((text) => `w${text.replace(/[\r\n]/g, " ")}`.trim());
const message = fc.oneof(
  words,
  words.map((text) => `=${text}`),
  words.map((text) => `${text}\nsecond, "line"`),
);
const suiteCase: fc.Arbitrary<SuiteCase> = fc.record({
  title: words,
  messages: fc.array(message, { minLength: 1, maxLength: 3 }),
  tags: fc.uniqueArray(fc.constantFrom("de", "en", "big customer"), { maxLength: 3 }),
  heldOut: fc.boolean(),
  expectations: fc.array(
    fc.oneof(
      words.map((text) => ({ kind: "answer-contains" as const, text })),
      words.map((ability) => ({ kind: "ability-called" as const, ability, when: "" })),
    ),
    { minLength: 1, maxLength: 3 },
  ),
});

test("what is written is read back", () => {
  fc.assert(
    fc.property(fc.array(suiteCase, { minLength: 1, maxLength: 5 }), (cases) => {
      expect(readCasesCsv(writeCasesCsv(cases))).toEqual({ cases, problems: [] });
    }),
  );
});

test("reads what a person wrote in a spreadsheet", () => {
  const csv =
    'Title,Message,Tags,contains,calls_not\nHours,When are you open?,"en; new","9:00\n18:00",refund\n';
  expect(readCasesCsv(csv)).toEqual({
    problems: [],
    cases: [
      {
        title: "Hours",
        messages: ["When are you open?"],
        tags: ["en", "new"],
        heldOut: false,
        expectations: [
          { kind: "answer-contains", text: "9:00" },
          { kind: "answer-contains", text: "18:00" },
          { kind: "ability-not-called", ability: "refund", when: "" },
        ],
      },
    ],
  });
});

test.each([
  ["", "csv"],
  ["title,mesage\na,b", "csv"],
  ["title,message\na,b", "rows.2.expectations"],
  ["title,message,contains\n,b,c", "rows.2.title"],
  ["title,message,expectations\na,b,[", "rows.2.expectations"],
  ["title,message,held_out,contains\na,b,maybe,c", "rows.2.held_out"],
])("names what is wrong with %j", (csv, path) => {
  expect(readCasesCsv(csv).problems[0]?.path).toBe(path);
});
