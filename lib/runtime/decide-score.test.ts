import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ProposedOption, totalOf, type WeighedCriterion, weighOptions } from "./decide-score.ts";

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const weight = fc.double({ min: 0.01, max: 100, noNaN: true });
const ids = ["speed", "quality", "cost", "care"];
const criteriaOf = (weights: number[]): WeighedCriterion[] =>
  weights.map((one, index) => ({ id: ids[index] ?? "", label: ids[index] ?? "", weight: one }));
const criteria = fc.array(weight, { minLength: 1, maxLength: 4 }).map(criteriaOf);
const option = fc.record({
  scores: fc.record(Object.fromEntries(ids.map((id) => [id, unit]))),
  probability: unit,
  goalFit: unit,
});
const made = (part: Partial<ProposedOption>): ProposedOption => ({
  title: "An option",
  does: "proposed",
  ability: null,
  arguments: null,
  scores: {},
  probability: 1,
  goalFit: 1,
  predicted: "",
  reason: "",
  breaks: "",
  ...part,
});
const options = fc.array(
  option.map((part) => made(part)),
  { minLength: 2, maxLength: 6 },
);

describe("the total", () => {
  test("is what the formula says", () => {
    const total = totalOf({ scores: { speed: 1, quality: 0.5 }, probability: 0.8, goalFit: 0.9 }, [
      { id: "speed", label: "Speed", weight: 3 },
      { id: "quality", label: "Quality", weight: 1 },
    ]);
    // 0.8 × (3·1 + 1·0.5 + 2·0.9) / (4 + 2)
    expect(total).toBe(0.7067);
  });

  test("lies between 0 and 1 and does not change when all weights are scaled", () => {
    fc.assert(
      fc.property(criteria, option, fc.double({ min: 0.1, max: 10, noNaN: true }), (table, one, by) => {
        const total = totalOf(one, table);
        expect(total).toBeGreaterThanOrEqual(0);
        expect(total).toBeLessThanOrEqual(1);
        const scaled = table.map((criterion) => ({ ...criterion, weight: criterion.weight * by }));
        expect(totalOf(one, scaled)).toBeCloseTo(total, 3);
      }),
    );
  });

  test("never falls when a score, the fit or the probability rises", () => {
    fc.assert(
      fc.property(criteria, option, fc.constantFrom(...ids), unit, (table, one, id, more) => {
        const before = totalOf(one, table);
        const raised = { ...one, scores: { ...one.scores, [id]: Math.max(one.scores[id] ?? 0, more) } };
        expect(totalOf(raised, table)).toBeGreaterThanOrEqual(before);
        expect(totalOf({ ...one, goalFit: Math.max(one.goalFit, more) }, table)).toBeGreaterThanOrEqual(
          before,
        );
        expect(
          totalOf({ ...one, probability: Math.max(one.probability, more) }, table),
        ).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test("survives weights and scores that are no numbers", () => {
    const table = [{ id: "speed", label: "Speed", weight: Number.NaN }];
    expect(totalOf({ scores: { speed: Number.NaN }, probability: 7, goalFit: -1 }, table)).toBe(0);
    expect(totalOf({ scores: {}, probability: 1, goalFit: 1 }, [])).toBe(1);
  });
});

describe("the choice", () => {
  test("is the best of what is allowed, whatever the order", () => {
    fc.assert(
      fc.property(criteria, options, unit, (table, several, fitFloor) => {
        const weighing = { criteria: table, fitFloor };
        const { options: scored, chosen } = weighOptions(several, weighing, new Set());
        const allowed = scored.filter((one) => one.goalFit >= fitFloor);
        if (chosen === null) expect(allowed).toEqual([]);
        else {
          expect(scored[chosen]?.rejected).toBeNull();
          expect(scored[chosen]?.total).toBe(Math.max(...allowed.map((one) => one.total)));
        }
        const turned = weighOptions([...several].reverse(), weighing, new Set());
        expect(turned.options[turned.chosen ?? -1]?.total).toBe(scored[chosen ?? -1]?.total);
      }),
    );
  });

  test("a weight large enough decides for the option best on that criterion", () => {
    fc.assert(
      fc.property(unit, unit, (low, high) => {
        fc.pre(high - low > 0.05);
        const fast = made({ title: "fast", scores: { speed: high, quality: low } });
        const good = made({ title: "good", scores: { speed: low, quality: high } });
        const choose = (speed: number, quality: number) => {
          const table = criteriaOf([speed, quality]);
          const weighed = weighOptions([fast, good], { criteria: table, fitFloor: 0 }, new Set());
          return weighed.options[weighed.chosen ?? -1]?.title;
        };
        expect(choose(9, 1)).toBe("fast");
        expect(choose(1, 9)).toBe("good");
      }),
    );
  });

  test("leaves out what is misaligned, breaks a constraint or names an ability that is not there", () => {
    const table = criteriaOf([1]);
    const several = [
      made({ scores: { speed: 1 }, goalFit: 0.3 }),
      made({ scores: { speed: 1 }, breaks: "Never refund twice" }),
      made({ does: "other", ability: "fly", scores: { speed: 1 } }),
      made({ does: "nothing", scores: { speed: 0 }, goalFit: 0.5 }),
    ];
    const { options: scored, chosen } = weighOptions(
      several,
      { criteria: table, fitFloor: 0.5 },
      new Set(["walk"]),
    );
    expect(chosen).toBe(3);
    expect(scored.map((one) => one.rejected)).toEqual([
      expect.stringContaining("Misaligned"),
      expect.stringContaining("Never refund twice"),
      expect.stringContaining("fly"),
      null,
    ]);
  });
});
