import { describe, expect, it } from "vitest";
import { chancesToBeBest, pickAdaptively } from "./adaptive.ts";
import { compareSequentially, shareVariance } from "./always-valid.ts";
import { normalQuantile } from "./normal.ts";
import { pickByWeight } from "./pick-variant.ts";
import { hashText, type Random, seededRandom } from "./random.ts";
import { sampleRatioP } from "./sample-ratio.ts";
import { contactsPerVariant } from "./sample-size.ts";

const share = (met: number, n: number) => ({
  n,
  mean: n === 0 ? 0 : met / n,
  variance: shareVariance(met, n),
});

/** One experiment of two shares, looked at after every tenth contact; when it would have stopped, else null. */
function stopsAt(rates: [number, number], contacts: number, random: Random, from = 50): number | null {
  const met: [number, number] = [0, 0];
  for (let n = 1; n <= contacts; n++) {
    if (random() < rates[0]) met[0] += 1;
    if (random() < rates[1]) met[1] += 1;
    if (n < from || n % 10 > 0) continue;
    const evidence = compareSequentially(share(met[0], n), share(met[1], n), 0.1, 0.05);
    if (evidence && (evidence.low > 0 || evidence.high < 0)) return n;
  }
  return null;
}

describe("always valid comparison", () => {
  it.each([0.05, 0.3, 0.5])(
    "cries wolf in at most 5 % of experiments looked at 196 times, at a rate of %d",
    (rate) => {
      const random = seededRandom(11);
      const trials = 1000;
      let wrong = 0;
      for (let trial = 0; trial < trials; trial++)
        if (stopsAt([rate, rate], 2000, random) !== null) wrong += 1;
      expect(wrong / trials).toBeLessThanOrEqual(0.05);
    },
  );

  it("would cry wolf far more often with an interval made for one look", () => {
    const random = seededRandom(11);
    let wrong = 0;
    for (let trial = 0; trial < 400; trial++) {
      const met: [number, number] = [0, 0];
      for (let n = 1; n <= 2000; n++) {
        if (random() < 0.3) met[0] += 1;
        if (random() < 0.3) met[1] += 1;
        if (n < 50 || n % 10 > 0) continue;
        const [a, b] = [share(met[0], n), share(met[1], n)];
        if (Math.abs(a.mean - b.mean) > 1.96 * Math.sqrt(a.variance / n + b.variance / n)) {
          wrong += 1;
          break;
        }
      }
    }
    expect(wrong / 400).toBeGreaterThan(0.15);
  });

  it("finds a true difference of ten points in nearly every experiment, mostly before the end", () => {
    const random = seededRandom(12);
    const stops = Array.from({ length: 300 }, () => stopsAt([0.3, 0.4], 2000, random));
    const found = stops.flatMap((at) => at ?? []).sort((one, other) => one - other);
    expect(found.length / stops.length).toBeGreaterThan(0.95);
    expect(found[Math.floor(found.length / 2)]).toBeLessThan(900);
  });

  it("says that its interval and its p-value agree, and nothing where nothing varies", () => {
    const evidence = compareSequentially(share(30, 100), share(60, 100), 0.1, 0.05);
    expect(evidence?.low).toBeGreaterThan(0);
    expect(evidence?.p).toBeLessThan(0.05);
    expect(
      compareSequentially({ n: 9, mean: 1, variance: 0 }, { n: 9, mean: 2, variance: 0 }, 1, 0.05),
    ).toBeNull();
  });
});

describe("assignment", () => {
  it("gives a contact the same variant each time and divides contacts by weight", () => {
    const variants = [
      { id: "a", weight: 75 },
      { id: "b", weight: 25 },
      { id: "never", weight: 0 },
    ];
    const units = Array.from({ length: 20_000 }, (_, at) => `contact ${at}`);
    const picked = units.map((unit) => pickByWeight("one", unit, variants));
    expect(units.map((unit) => pickByWeight("one", unit, variants))).toEqual(picked);
    const ofB = picked.filter((id) => id === "b").length;
    expect(
      sampleRatioP([
        { n: picked.length - ofB, weight: 75 },
        { n: ofB, weight: 25 },
      ]),
    ).toBeGreaterThan(0.001);
    expect(picked).not.toContain("never");
    // Another experiment divides the same contacts anew.
    const other = units.map((unit) => pickByWeight("two", unit, variants));
    const both = picked.filter((id, at) => id === "b" && other[at] === "b").length;
    expect(Math.abs(both / ofB - 0.25)).toBeLessThan(0.03);
  });

  it("spreads a hash evenly", () => {
    const bins = new Array<number>(64).fill(0);
    for (let at = 0; at < 64_000; at++) {
      const bin = hashText(`x${at}`) >>> 26;
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    expect(sampleRatioP(bins.map((n) => ({ n, weight: 1 })))).toBeGreaterThan(0.001);
  });
});

describe("adaptive assignment", () => {
  const metric = { isShare: true, better: "up" } as const;

  function play(rates: Record<string, number>, explore: number, contacts: number, seed: number) {
    const random = seededRandom(seed);
    const arms = Object.keys(rates).map((id) => ({ id, n: 0, mean: 0, variance: 0, late: 0 }));
    for (let at = 0; at < contacts; at++) {
      const id = pickAdaptively(arms, metric, explore, `${seed} ${at}`);
      const arm = arms.find((one) => one.id === id);
      if (!arm) continue;
      arm.mean = (arm.mean * arm.n + (random() < (rates[arm.id] ?? 0) ? 1 : 0)) / (arm.n + 1);
      arm.n += 1;
      if (at >= contacts / 2) arm.late += 1;
    }
    return arms;
  }

  it("comes to give nearly all contacts to the best variant, and says so", () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const arms = play({ a: 0.2, b: 0.25, best: 0.5 }, 0, 1000, seed);
      expect((arms.find(({ id }) => id === "best")?.late ?? 0) / 500).toBeGreaterThan(0.85);
      expect(chancesToBeBest(arms, metric).get("best")).toBeGreaterThan(0.95);
    }
  });

  it("keeps the share set aside for trying everything", () => {
    const arms = play({ a: 0.1, best: 0.9 }, 0.3, 4000, 5);
    const late = (arms.find(({ id }) => id === "a")?.late ?? 0) / 2000;
    // Half of the 30 % falls on each of the two.
    expect(late).toBeGreaterThan(0.13);
    expect(late).toBeLessThan(0.17);
  });
});

describe("formulas against published values", () => {
  it("normal quantiles", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 5);
    expect(normalQuantile(0.005)).toBeCloseTo(-2.575829, 5);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
  });

  it("contacts for 30 % against 40 %, 5 % and 80 %", () => {
    const plan = { baseline: 0.3, effect: 0.1, alpha: 0.05, power: 0.8, comparisons: 1 };
    expect(contactsPerVariant(plan)).toBe(356);
    expect(contactsPerVariant({ ...plan, comparisons: 3 })).toBeGreaterThan(356);
    expect(contactsPerVariant({ ...plan, effect: 0 })).toBeNull();
  });

  it("the chance of an uneven assignment", () => {
    const even = { n: 500, weight: 50 };
    expect(sampleRatioP([even, even])).toBeCloseTo(1, 6);
    // Chi-squared of 3.841 with one degree of freedom, and of 7.815 with three.
    expect(
      sampleRatioP([
        { n: 531, weight: 1 },
        { n: 469, weight: 1 },
      ]),
    ).toBeCloseTo(0.0499, 3);
    expect(
      sampleRatioP([
        { n: 140, weight: 1 },
        { n: 100, weight: 1 },
        { n: 100, weight: 1 },
        { n: 100, weight: 1 },
      ]),
    ).toBeCloseTo(0.0169, 2);
    expect(
      sampleRatioP([
        { n: 600, weight: 1 },
        { n: 400, weight: 1 },
      ]),
    ).toBeLessThan(0.001);
    expect(
      sampleRatioP([
        { n: 3, weight: 1 },
        { n: 1, weight: 1 },
      ]),
    ).toBeNull();
  });
});
