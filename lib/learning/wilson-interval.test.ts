import fc from "fast-check";
import { expect, test } from "vitest";
import { wilsonInterval } from "./wilson-interval.ts";

const counts = fc
  .integer({ min: 1, max: 5000 })
  .chain((total) => fc.record({ total: fc.constant(total), passed: fc.integer({ min: 0, max: total }) }));

test("known values", () => {
  const rate = wilsonInterval(8, 10);
  expect(rate?.share).toBeCloseTo(0.8, 10);
  expect(rate?.low).toBeCloseTo(0.4902, 4);
  expect(rate?.high).toBeCloseTo(0.9433, 4);
  expect(wilsonInterval(0, 0)).toBeNull();
  expect(wilsonInterval(0, 10)).toMatchObject({ low: 0 });
  expect(wilsonInterval(10, 10)).toMatchObject({ high: 1 });
});

test("holds the share, and stays between nothing and all", () => {
  fc.assert(
    fc.property(counts, ({ passed, total }) => {
      const rate = wilsonInterval(passed, total);
      if (!rate) return false;
      return 0 <= rate.low && rate.low <= rate.share && rate.share <= rate.high && rate.high <= 1;
    }),
  );
});

test("failures mirror successes", () => {
  fc.assert(
    fc.property(counts, ({ passed, total }) => {
      const rate = wilsonInterval(passed, total);
      const mirror = wilsonInterval(total - passed, total);
      expect(rate?.low).toBeCloseTo(1 - (mirror?.high ?? 0), 9);
      expect(rate?.high).toBeCloseTo(1 - (mirror?.low ?? 0), 9);
    }),
  );
});

test("more of the same narrows it", () => {
  fc.assert(
    fc.property(counts, ({ passed, total }) => {
      const few = wilsonInterval(passed, total);
      const many = wilsonInterval(passed * 4, total * 4);
      const width = (rate: typeof few) => (rate ? rate.high - rate.low : 0);
      expect(width(many)).toBeLessThan(width(few));
    }),
  );
});
