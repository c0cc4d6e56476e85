import { drawBeta, drawNormal, hashText, type Random, seededRandom } from "./random.ts";

/** What is known of a variant: over how many contacts, their mean and variance. */
export type ArmFigures = { id: string; n: number; mean: number; variance: number };

/** Whether more is better, and whether the figure is a share. */
export type MetricShape = { isShare: boolean; better: "up" | "down" };

/**
 * One draw of what a variant's true mean may be: Beta(1 + met, 1 + missed) for a share (the uniform prior), else the
 * normal distribution about the mean with its standard error. Fewer than two contacts tell nothing, so they win.
 */
function drawMean(arm: ArmFigures, { isShare, better }: MetricShape, random: Random): number {
  if (isShare) return drawBeta(1 + arm.n * arm.mean, 1 + arm.n * (1 - arm.mean), random);
  if (arm.n < 2) return better === "up" ? Number.MAX_VALUE : -Number.MAX_VALUE;
  return arm.mean + Math.sqrt(arm.variance / arm.n) * drawNormal(random);
}

function bestDraw(arms: readonly ArmFigures[], metric: MetricShape, random: Random): string | null {
  const sign = metric.better === "up" ? 1 : -1;
  let best: { id: string; value: number } | null = null;
  for (const arm of arms) {
    const value = sign * drawMean(arm, metric, random);
    if (best === null || value > best.value) best = { id: arm.id, value };
  }
  return best?.id ?? null;
}

/**
 * The variant of a new unit where the experiment learns as it goes (Thompson, 1933; Chapelle and Li, 2011): `explore` of
 * the units are spread evenly, the rest go to whichever variant wins one draw from what is known. The draws are made
 * from the seed, so an assignment can be explained again.
 */
export function pickAdaptively(
  arms: readonly ArmFigures[],
  metric: MetricShape,
  explore: number,
  seed: string,
): string | null {
  const random = seededRandom(hashText(seed));
  if (random() < explore) return arms[Math.floor(random() * arms.length)]?.id ?? null;
  return bestDraw(arms, metric, random);
}

const draws = 4000;

/** The chance of each variant to be the best, by drawing from what is known; the same figures give the same chances. */
export function chancesToBeBest(arms: readonly ArmFigures[], metric: MetricShape): Map<string, number> {
  const random = seededRandom(hashText(arms.map(({ id }) => id).join("\n")));
  const won = new Map(arms.map(({ id }) => [id, 0]));
  for (let draw = 0; draw < draws; draw++) {
    const best = bestDraw(arms, metric, random);
    if (best !== null) won.set(best, (won.get(best) ?? 0) + 1);
  }
  return new Map([...won].map(([id, count]) => [id, count / draws]));
}
