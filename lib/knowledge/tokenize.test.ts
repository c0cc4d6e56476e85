import fc from "fast-check";
import { expect, test } from "vitest";
import { countTerms, tokenize } from "./tokenize.ts";

test("kindred words share a term", () => {
  for (const family of [
    ["return", "returns", "returned", "Returning"],
    ["refund", "refunds", "refunded"],
    ["ship", "shipping", "shipped", "ships", "shipment"],
    ["damage", "damaged", "damages"],
    ["cancel", "cancelled", "cancellation", "cancellations"],
    ["delivery", "deliveries", "deliver", "delivered"],
    ["policy", "policies"],
    ["price", "prices", "priced"],
  ]) {
    expect(new Set(family.flatMap((word) => tokenize(word))), family.join()).toHaveLength(1);
  }
});

test("keeps numbers, drops stop words, folds accents and case", () => {
  expect(tokenize("Where is order #1042?")).toEqual(["order", "1042"]);
  expect(tokenize("It costs 1,299.50 EUR or 129.00")).toEqual(["cost", "1299.5", "eur", "129"]);
  expect(tokenize("Café CAFE’s")).toEqual(["caf", "caf"]);
  expect(tokenize("the of and")).toEqual([]);
  expect(tokenize("返品条件")).toEqual(["返品", "品条", "条件"]);
});

test("any text gives well-formed, non-empty, short terms whose counts add up", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      const terms = tokenize(text);
      for (const term of terms) {
        expect(term).not.toBe("");
        expect(term.length).toBeLessThanOrEqual(64);
        expect(term.isWellFormed()).toBe(true);
      }
      expect([...countTerms(terms).values()].reduce((sum, count) => sum + count, 0)).toBe(terms.length);
    }),
  );
});
