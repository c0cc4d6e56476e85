import fc from "fast-check";
import { expect, test } from "vitest";
import { chunkText } from "./chunk.ts";

const countWords = (text: string) => text.split(/\s+/).filter((word) => word !== "").length;

test("cuts at headings and names the path of headings", () => {
  const chunks = chunkText(
    "Intro.\n\n# Returns\n\nWithin 30 days.\n\n## Damaged\n\nRefund.\n\n# Hours\n\nNine to five.",
  );
  expect(chunks).toEqual([
    { heading: "", text: "Intro." },
    { heading: "Returns", text: "Within 30 days." },
    { heading: "Returns › Damaged", text: "Refund." },
    { heading: "Hours", text: "Nine to five." },
  ]);
});

test("a hash inside a code fence is no heading", () => {
  expect(chunkText("# Setup\n\n```sh\n# a comment\n\nrun\n```").map((chunk) => chunk.heading)).toEqual([
    "Setup",
  ]);
});

test("gathers paragraphs to at least 120 words and at most 180", () => {
  const paragraph = "word ".repeat(50).trim();
  const sizes = chunkText(Array(9).fill(paragraph).join("\n\n")).map((chunk) => countWords(chunk.text));
  expect(sizes).toEqual([150, 150, 150]);
});

test("loses no word and makes no long chunk, whatever the text", () => {
  const line = fc.oneof(
    fc
      .array(fc.constantFrom("alpha", "beta.", "gamma", "delta!"), { maxLength: 400 })
      .map((words) => words.join(" ")),
    fc.constantFrom("", "- item"),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.join("\n");
      const chunks = chunkText(text);
      expect(chunks.reduce((sum, chunk) => sum + countWords(chunk.text), 0)).toBe(countWords(text));
      for (const chunk of chunks) expect(countWords(chunk.text)).toBeLessThanOrEqual(180);
    }),
  );
});
