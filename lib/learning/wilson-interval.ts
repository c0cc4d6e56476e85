/** A share with the range in which the true share lies with 95 % confidence; all three from 0 to 1. */
export type Rate = { share: number; low: number; high: number };

const z = 1.959963984540054;

/** Wilson's score interval of `passed` out of `total`; null where nothing was counted. Honest for few and for extremes. */
export function wilsonInterval(passed: number, total: number): Rate | null {
  if (!(total > 0)) return null;
  const share = passed / total;
  const spread = z * z;
  const middle = (share + spread / (2 * total)) / (1 + spread / total);
  const half =
    (z / (1 + spread / total)) * Math.sqrt((share * (1 - share)) / total + spread / (4 * total * total));
  // The formula meets 0 and 1 exactly where all or nothing passed; rounding would only come near.
  const low = passed === 0 ? 0 : Math.max(0, Math.min(middle - half, share));
  const high = passed === total ? 1 : Math.min(1, Math.max(middle + half, share));
  return { share, low, high };
}
