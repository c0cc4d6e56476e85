import { hashText } from "./random.ts";

/** A variant and its weight beside the others. */
export type Weighted = { id: string; weight: number };

/**
 * The variant of a unit by its weights: a hash of experiment and unit, so that the same contact gets the same variant on
 * every machine and the assignments of two experiments have nothing to do with each other.
 */
export function pickByWeight(
  experimentKey: string,
  unit: string,
  variants: readonly Weighted[],
): string | null {
  const total = variants.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return variants[0]?.id ?? null;
  let left = (hashText(`${experimentKey}\n${unit}`) / 4_294_967_296) * total;
  for (const { id, weight } of variants) {
    left -= weight;
    if (left < 0) return id;
  }
  return variants.findLast(({ weight }) => weight > 0)?.id ?? null;
}
