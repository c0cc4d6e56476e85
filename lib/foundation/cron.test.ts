import { expect, test } from "vitest";
import { cronProblem, nextCronTime } from "./cron.ts";

test("says what cannot be used", () => {
  expect(cronProblem("0 9 * * 1", "Europe/Berlin")).toBeNull();
  for (const [expression, zone] of [
    ["nonsense", "UTC"],
    ["0 25 * * *", "UTC"],
    ["0 9 * * *", "Mars/Base"],
  ] as const)
    expect(cronProblem(expression, zone)).not.toBeNull();
});

test("keeps the local hour across the change of the clocks", () => {
  const next = (from: string) => nextCronTime("0 9 * * *", "Europe/Berlin", new Date(from))?.toISOString();
  expect(next("2026-03-28T12:00:00Z")).toBe("2026-03-29T07:00:00.000Z");
  expect(next("2026-03-27T12:00:00Z")).toBe("2026-03-28T08:00:00.000Z");
});
