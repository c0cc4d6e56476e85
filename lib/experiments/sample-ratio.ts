/** Below this, the counts are not what the weights ask for: something loses or adds contacts. */
export const sampleRatioBar = 0.001;

/**
 * How likely counts as uneven as these are under the weights (Pearson's chi-squared test); null where too few contacts
 * are expected in a variant. The check of Fabijan and others, “Diagnosing Sample Ratio Mismatch in Online Controlled
 * Experiments” (KDD 2019): below {@link sampleRatioBar} no figure of the experiment may be trusted.
 */
export function sampleRatioP(counts: readonly { n: number; weight: number }[]): number | null {
  const used = counts.filter(({ weight }) => weight > 0);
  const total = used.reduce((sum, { n }) => sum + n, 0);
  const weights = used.reduce((sum, { weight }) => sum + weight, 0);
  if (used.length < 2 || used.some(({ weight }) => (total * weight) / weights < 5)) return null;
  const statistic = used.reduce((sum, { n, weight }) => {
    const expected = (total * weight) / weights;
    return sum + (n - expected) ** 2 / expected;
  }, 0);
  return chiSquaredTail(statistic, used.length - 1);
}

/** The chance that chi-squared exceeds `x`, by the recurrence over its degrees of freedom. */
function chiSquaredTail(x: number, degrees: number): number {
  const half = x / 2;
  const isOdd = degrees % 2 === 1;
  let tail = isOdd ? complementaryError(Math.sqrt(half)) : Math.exp(-half);
  let term = Math.exp(-half) * (isOdd ? 2 * Math.sqrt(half / Math.PI) : half);
  for (let known = isOdd ? 1 : 2; known < degrees; known += 2) {
    tail += term;
    term *= half / (known / 2 + 1);
  }
  return Math.min(1, tail);
}

/** erfc by the rational Chebyshev fit of Numerical Recipes (fractional error below 1.2e-7). */
function complementaryError(x: number): number {
  const t = 1 / (1 + x / 2);
  const coefficients = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
    1.00002368, -1.26551223,
  ];
  return t * Math.exp(-x * x + coefficients.reduce((sum, coefficient) => sum * t + coefficient, 0));
}
