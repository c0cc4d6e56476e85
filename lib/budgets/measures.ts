/** What a budget counts. */
export const measures = ["usd", "tokens", "calls", "seconds"] as const;

/** One of {@link measures}. */
export type Measure = (typeof measures)[number];

/**
 * How many of the whole units the ledger counts in make one of the measure. Sums of whole numbers are exact, in any
 * order: a billionth of a dollar is finer than any price, and time is counted in milliseconds.
 */
export const unitsPer: Readonly<Record<Measure, number>> = {
  usd: 1_000_000_000,
  tokens: 1,
  calls: 1,
  seconds: 1000,
};

/** The largest amount of a measure that the ledger still counts exactly. */
export const mostOf: Readonly<Record<Measure, number>> = {
  usd: 1_000_000,
  tokens: 1_000_000_000_000,
  calls: 1_000_000_000,
  seconds: 1_000_000_000,
};

/** An amount as the ledger counts it. */
export function toUnits(measure: Measure, amount: number): number {
  return Math.round(amount * unitsPer[measure]);
}

/** An amount as people read it. */
export function fromUnits(measure: Measure, units: number): number {
  return units / unitsPer[measure];
}

/** An amount in words, such as $1.50 or 20,000 tokens. */
export function amountInWords(measure: Measure, amount: number): string {
  const figure = amount.toLocaleString("en", { maximumFractionDigits: measure === "usd" ? 6 : 1 });
  if (measure === "usd") return `$${figure}`;
  return `${figure} ${amount === 1 ? measure.slice(0, -1) : measure}`;
}
