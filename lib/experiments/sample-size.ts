import { normalQuantile } from "./normal.ts";

/** What one must know to tell how many contacts an experiment needs. */
export type Plan = {
  /** The share the control reaches now, from 0 to 1. */
  baseline: number;
  /** The smallest difference worth finding, as a share. */
  effect: number;
  /** The chance of a false winner. */
  alpha: number;
  /** The chance to find a difference of that size when it is there. */
  power: number;
  /** How many variants are compared with the control; the chance of a false winner is shared among them. */
  comparisons: number;
};

/**
 * Contacts needed in each variant to tell two shares apart, counted once at the end (Fleiss, Levin and Paik, 2003,
 * without the correction for continuity). Looking all the time costs about half as many again when the difference is
 * just the smallest one, and much fewer when it is larger.
 */
export function contactsPerVariant({ baseline, effect, alpha, power, comparisons }: Plan): number | null {
  const other = baseline + effect <= 1 ? baseline + effect : baseline - effect;
  if (!(effect > 0) || baseline < 0 || baseline > 1 || other < 0) return null;
  const middle = (baseline + other) / 2;
  const zAlpha = normalQuantile(1 - alpha / Math.max(1, comparisons) / 2);
  const zPower = normalQuantile(power);
  const spread =
    zAlpha * Math.sqrt(2 * middle * (1 - middle)) +
    zPower * Math.sqrt(baseline * (1 - baseline) + other * (1 - other));
  return Math.max(2, Math.ceil((spread / effect) ** 2));
}
