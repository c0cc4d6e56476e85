import { describe, expect, it } from "vitest";
import { applies, type Budget, budgetInputSchema, type Spender, subjectOf } from "./budget.ts";
import { forecast, stretchOf } from "./periods.ts";

const at = (text: string) => new Date(text);

describe("stretches of time", () => {
  it.each([
    [
      "day",
      "2026-11-22T23:30:00Z",
      "Europe/Berlin",
      "2026-11-23",
      "2026-11-22T23:00:00Z",
      "2026-11-23T23:00:00Z",
    ],
    [
      "day",
      "2026-11-23T04:00:00Z",
      "America/New_York",
      "2026-11-22",
      "2026-11-22T05:00:00Z",
      "2026-11-23T05:00:00Z",
    ],
    // The night in which the clocks go back has 25 hours, the one in which they go forward 23.
    [
      "day",
      "2026-10-25T12:00:00Z",
      "Europe/Berlin",
      "2026-10-25",
      "2026-10-24T22:00:00Z",
      "2026-10-25T23:00:00Z",
    ],
    [
      "day",
      "2026-03-29T12:00:00Z",
      "Europe/Berlin",
      "2026-03-29",
      "2026-03-28T23:00:00Z",
      "2026-03-29T22:00:00Z",
    ],
    ["week", "2026-11-22T12:00:00Z", "UTC", "2026-11-16", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"],
    ["week", "2026-11-23T00:00:00Z", "UTC", "2026-11-23", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z"],
    [
      "month",
      "2026-12-31T23:30:00Z",
      "Asia/Kolkata",
      "2027-01-01",
      "2026-12-31T18:30:00Z",
      "2027-01-31T18:30:00Z",
    ],
    ["hour", "2026-11-23T10:59:59Z", "UTC", "2026-11-23T10", "2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z"],
  ] as const)("a %s around %s in %s", (period, moment, zone, key, from, to) => {
    const stretch = stretchOf(period, at(moment), zone);
    expect(stretch.key).toBe(key);
    expect(stretch.startsAt).toEqual(at(from));
    expect(stretch.endsAt).toEqual(at(to));
  });

  it("foretells nothing from too little, and the straight line from enough", () => {
    const day = stretchOf("day", at("2026-11-23T00:00:00Z"), "UTC");
    expect(forecast(day, 3, at("2026-11-23T00:10:00Z"))).toBeNull();
    expect(forecast(day, 3, at("2026-11-23T06:00:00Z"))).toBe(12);
    expect(
      forecast(stretchOf("total", at("2026-11-23T00:00:00Z"), "UTC"), 3, at("2027-01-01T00:00:00Z")),
    ).toBeNull();
  });
});

describe("what a budget counts", () => {
  const budget: Budget = {
    id: "b",
    name: "B",
    scope: "workspace",
    blueprintId: null,
    nodeId: null,
    contactId: null,
    period: "day",
    measure: "usd",
    amount: 1,
    warnAt: null,
    onLimit: "stop",
    cheaperModel: null,
    ceiling: null,
    unpriced: "refuse",
    approverRole: "owner",
  };
  const spender: Spender = { runId: "r", blueprintId: "one", contact: "kim", nodeIds: ["helper", "lead"] };

  it("is told by blueprint, node at any level, and contact", () => {
    expect(applies(budget, spender)).toBe(true);
    expect(applies({ ...budget, blueprintId: "two" }, spender)).toBe(false);
    expect(applies({ ...budget, scope: "agent", blueprintId: "one", nodeId: "lead" }, spender)).toBe(true);
    expect(applies({ ...budget, scope: "agent", blueprintId: "one", nodeId: "other" }, spender)).toBe(false);
    expect(applies({ ...budget, scope: "contact", contactId: "ann" }, spender)).toBe(false);
    expect(applies({ ...budget, scope: "contact" }, { ...spender, runId: null })).toBe(false);
  });

  it("keeps runs and contacts apart", () => {
    expect(subjectOf(budget, spender)).toBe("");
    expect(subjectOf({ ...budget, scope: "contact" }, spender)).toBe("kim");
    expect(subjectOf({ ...budget, scope: "contact" }, { ...spender, contact: null })).toBe("anonymous");
    expect(subjectOf({ ...budget, scope: "run", period: "run" }, spender)).toBe("r");
  });
});

describe("a budget as it is set", () => {
  const input = { name: "B", scope: "workspace", period: "day", measure: "usd", amount: 1 };
  const problems = (more: Record<string, unknown>) =>
    budgetInputSchema.safeParse({ ...input, ...more }).error?.issues.map(({ path }) => path.join(".")) ?? [];

  it.each([
    [{}, []],
    [{ amount: -1 }, ["amount"]],
    [{ amount: 1e300 }, ["amount"]],
    [{ name: " " }, ["name"]],
    [{ scope: "blueprint" }, ["blueprintId"]],
    [{ scope: "run", period: "day" }, ["period"]],
    [{ onLimit: "cheaper" }, ["cheaperModel"]],
    [{ onLimit: "cheaper", cheaperModel: "fast", ceiling: 0.5 }, ["ceiling"]],
    [{ onLimit: "cheaper", cheaperModel: "fast", measure: "calls" }, ["onLimit"]],
    [{ warnAt: 2 }, ["warnAt"]],
    [{ nodeId: "agent" }, ["nodeId"]],
  ])("%j has problems with %j", (more, expected) => {
    expect(problems(more)).toEqual(expected);
  });
});
