import fc from "fast-check";
import { expect, test } from "vitest";
import { fromCellText, toCellText } from "./spreadsheet-text.ts";

test.each(["=1+1", "  =cmd|' /C calc'!A0", "\uFF1DSUM(A1)", "\u00a0@x", "'=1", "\n-1", "+49 30", "-x"])(
  "%j is no formula any more, and reads back as it was",
  (text) => {
    expect(toCellText(text)).toBe(`'${text}`);
    expect(fromCellText(toCellText(text))).toBe(text);
  },
);

test("every text reads back as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("'", "=", "-", " ", "\t", "\n", "a", "1") }), (text) => {
      expect(fromCellText(toCellText(text))).toBe(text);
    }),
  );
});
