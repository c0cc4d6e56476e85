import { expect, test } from "vitest";
import { pricingDesk } from "#lib/blueprint/templates/pricing-desk/template.ts";
import { columnsOf, renameInChecks, rowProblems, strayChecks } from "./row-checks.ts";

const checks = pricingDesk.data.tables[0]?.checks ?? [];
const row = {
  sku: "A",
  price_cents: 1000,
  floor_cents: 900,
  ceiling_cents: 1100,
  opening_cents: 1000,
  opened_on: null as string | null,
};
const today = "2026-11-23";
const judge = (after: Partial<typeof row>, before: typeof row | null = row) =>
  rowProblems(checks, { row: { ...row, ...after }, before, today }, "values");

test("a new row, an untouched one and a fair change pass", () => {
  expect(judge({}, null)).toEqual([]);
  expect(judge({})).toEqual([]);
  expect(judge({ price_cents: 950, opened_on: today })).toEqual([]);
  const opened = { ...row, price_cents: 950, opened_on: today };
  expect(judge({ ...opened, price_cents: 930 }, opened)).toEqual([]);
});

test.each([
  ["below the floor", { price_cents: 899, opened_on: today }, "values.price_cents", /below the floor/],
  ["above the ceiling", { price_cents: 1101, opened_on: today }, "values.price_cents", /above the ceiling/],
  ["without its day", { price_cents: 950 }, "values.price_cents", /today's date/],
  [
    "with a day that is not today",
    { price_cents: 950, opened_on: "2026-11-22" },
    "values.price_cents",
    /today's date/,
  ],
  [
    "that moves the opening price",
    { price_cents: 950, opening_cents: 1050, opened_on: today },
    "values.opening_cents",
    /began with/,
  ],
  [
    "of the limits and the price at once",
    { price_cents: 700, floor_cents: 1, opened_on: today },
    "values.price_cents",
    /20 percent/,
  ],
])("a change %s is refused at its column", (_what, change, path, message) => {
  expect(judge(change)).toContainEqual({ path, message: expect.stringMatching(message) });
});

test("a limit that is empty, or words for a number, refuse rather than let pass", () => {
  const bare = { when: "row.price >= row.floor", message: "Below the floor." };
  for (const floor of [null, "low"])
    expect(rowProblems([bare], { row: { price: 5, floor }, before: null, today }, "values")).toMatchObject([
      { path: "values.price", message: expect.stringContaining("cannot be told") },
    ]);
});

test("checks follow renamed columns and name those that are gone", () => {
  const [check] = renameInChecks(
    [{ when: "row.price >= row.floor && before.price != row.priced", message: "no" }],
    new Map([["price", "cost"]]),
  );
  expect(check?.when).toBe("row.cost >= row.floor && before.cost != row.priced");
  expect(columnsOf(check?.when ?? "")).toEqual(["cost", "floor", "priced"]);
  expect(strayChecks(check ? [check] : [], [{ name: "cost" }, { name: "priced" }])).toMatchObject([
    { path: "checks.0.when", message: expect.stringContaining("“floor”") },
  ]);
});
