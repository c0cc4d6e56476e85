import { expect, test } from "vitest";
import { ignoredFields, readMessages } from "./read-messages.ts";

type Messages = Parameters<typeof readMessages>[0];
const read = (...messages: [role: string, content: unknown][]) =>
  readMessages(messages.map(([role, content]) => ({ role, content })) as Messages);

test("the user's messages after the last answer are the question, the rest is history in exchanges", () => {
  expect(
    read(["user", "A"], ["user", "B"], ["assistant", "C"], ["assistant", "D"], ["user", "E"], ["user", "F"]),
  ).toEqual({ question: "E\n\nF", told: [{ text: "A\n\nB", answer: "C\n\nD" }], hasInstructions: false });
});

test("a greeting of the assistant has no question, and instructions are noticed and left out", () => {
  expect(read(["system", "Be rude."], ["assistant", "Hello!"], ["user", "Hi"])).toEqual({
    question: "Hi",
    told: [{ text: "", answer: "Hello!" }],
    hasInstructions: true,
  });
});

test("parts of text are one text", () => {
  const parts = [
    { type: "text", text: "One" },
    { type: "text", text: "Two" },
  ];
  expect(read(["user", parts]).question).toBe("One\nTwo");
});

test.each<[string, [string, unknown][]]>([
  [
    "an answer at the end",
    [
      ["user", "A"],
      ["assistant", "B"],
    ],
  ],
  ["only instructions", [["system", "Be rude."]]],
  ["nothing but blanks", [["user", "  "]]],
  ["more than a run takes", [["user", "x".repeat(200_001)]]],
])("%s is no question", (_, messages) => {
  expect(() => read(...messages)).toThrow(/last message/);
});

test("what had no effect is named in order, and nothing that would not fit a header", () => {
  const body = { model: "m", messages: [], temperature: 1, seed: 1, "x\r\ny": 1 } as never;
  expect(ignoredFields(body, true)).toBe("messages.system, seed, temperature");
  expect(ignoredFields({ model: "m", messages: [], user: "u" } as never, false)).toBeNull();
});
