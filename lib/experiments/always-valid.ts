/** Mean and variance of one side of a comparison, over `n` contacts. */
export type Sample = { n: number; mean: number; variance: number };

/** A difference with the interval that holds at every look, and the always-valid p-value. */
export type Evidence = { difference: number; low: number; high: number; p: number };

/**
 * Compares two means so that one may look at any time and stop whenever one likes: the mixture sequential probability
 * ratio test with a normal mixture of variance `effect`² (Robbins, 1970; Johari, Koomen, Pekelis and Walsh, “Always
 * Valid Inference: Continuous Monitoring of A/B Tests”, Operations Research 70 (3), 2022). With V the variance of the
 * difference, the ratio is √(V/(V+τ²))·exp(τ²θ²/(2V(V+τ²))), p its inverse, and the interval all differences the test
 * does not refuse. It rests on means being near normal: look only from a minimum of contacts on. Null where there is no
 * variance to judge by.
 */
export function compareSequentially(
  control: Sample,
  variant: Sample,
  effect: number,
  alpha: number,
): Evidence | null {
  if (control.n < 2 || variant.n < 2 || !(effect > 0)) return null;
  const v = control.variance / control.n + variant.variance / variant.n;
  const difference = variant.mean - control.mean;
  if (!(v > 0)) return null;
  const mixture = effect * effect;
  const sum = v + mixture;
  const logRatio = 0.5 * Math.log(v / sum) + (mixture * difference * difference) / (2 * v * sum);
  const half = Math.sqrt(((v * sum) / mixture) * (2 * Math.log(1 / alpha) + Math.log(sum / v)));
  return {
    difference,
    low: difference - half,
    high: difference + half,
    p: Math.min(1, Math.exp(-logRatio)),
  };
}

/**
 * The variance of a share with one success and one failure added to each side, as Agresti and Caffo (2000) do: a share
 * of nought or all among few contacts must not look certain.
 */
export function shareVariance(successes: number, n: number): number {
  const share = (successes + 1) / (n + 2);
  return share * (1 - share);
}
