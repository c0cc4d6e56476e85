import type { Rate } from "./wilson-interval.ts";

const z = 1.959963984540054;

/**
 * The difference of two shares of the same `total` cases with its 95 % interval, from how many did better and worse;
 * from -1 to 1, null where nothing was compared. The adjusted Wald interval for paired data: Bonett and Price,
 * Journal of Educational and Behavioral Statistics 37(4), 2012, pages 479 to 488.
 */
export function pairedDifference(better: number, worse: number, total: number): Rate | null {
  if (!(total > 0)) return null;
  const [up, down] = [(better + 1) / (total + 2), (worse + 1) / (total + 2)];
  const middle = up - down;
  const half = z * Math.sqrt((up + down - middle ** 2) / (total + 2));
  return {
    share: (better - worse) / total,
    low: Math.max(-1, middle - half),
    high: Math.min(1, middle + half),
  };
}
