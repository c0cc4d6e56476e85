import fc from "fast-check";
import { expect, it } from "vitest";
import { pairedDifference } from "./paired-difference.ts";

it("gives the interval of the formula for a worked case", () => {
  // 10 better, 2 worse of 50: p12 = 11/52, p21 = 3/52, d = 0.1538, se = sqrt((14/52 - d^2)/52) = 0.0687.
  const found = pairedDifference(10, 2, 50);
  expect(found?.share).toBeCloseTo(0.16, 10);
  expect(found?.low).toBeCloseTo(0.0192, 3);
  expect(found?.high).toBeCloseTo(0.2885, 3);
  expect(pairedDifference(0, 0, 0)).toBeNull();
});

it("lies within -1 and 1, around nothing where as many did better as worse, and turns with its sides", () => {
  fc.assert(
    fc.property(fc.nat(100), fc.nat(100), fc.nat(100), (better, worse, same) => {
      fc.pre(better + worse + same > 0);
      const total = better + worse + same;
      const [one, other] = [pairedDifference(better, worse, total), pairedDifference(worse, better, total)];
      if (!one || !other) throw new Error("There is something to compare.");
      expect(one.low).toBeGreaterThanOrEqual(-1);
      expect(one.high).toBeLessThanOrEqual(1);
      expect(one.low).toBeCloseTo(-other.high, 10);
      if (better === worse) expect(Math.abs(one.low + one.high)).toBeLessThan(1e-9);
    }),
  );
});

it("holds the true difference about 95 times of 100", () => {
  // A fixed generator, so that the share found is always the same.
  let state = 7;
  const random = () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
  const [up, down, n] = [0.2, 0.1, 60];
  let held = 0;
  for (let trial = 0; trial < 2000; trial++) {
    let [better, worse] = [0, 0];
    for (let index = 0; index < n; index++) {
      const drawn = random();
      if (drawn < up) better += 1;
      else if (drawn < up + down) worse += 1;
    }
    const found = pairedDifference(better, worse, n);
    if (found && found.low <= up - down && up - down <= found.high) held += 1;
  }
  expect(held / 2000).toBeGreaterThan(0.93);
  expect(held / 2000).toBeLessThan(0.975);
});
