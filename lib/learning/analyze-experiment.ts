import { type ArmFigures, chancesToBeBest, type MetricShape } from "#lib/experiments/adaptive.ts";
import { compareSequentially, shareVariance } from "#lib/experiments/always-valid.ts";
import { metricShape } from "#lib/experiments/metric-shape.ts";
import { sampleRatioBar, sampleRatioP } from "#lib/experiments/sample-ratio.ts";
import type { ExperimentSettings } from "#lib/nodes/execute-node.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** What was counted of one variant. */
export type Arm = ArmFigures & {
  /** Contacts assigned, also those whose outcome is still to come. */
  contacts: number;
  runs: number;
  failed: number;
  /** Means over the runs; null where nothing is known. */
  costUsd: number | null;
  seconds: number | null;
};

/** A variant as the experiment's page shows it. */
export type VariantResult = {
  id: string;
  label: string;
  isControl: boolean;
  weight: number;
  contacts: number;
  /** Contacts with an outcome. */
  counted: number;
  runs: number;
  failed: number;
  costUsd: number | null;
  seconds: number | null;
  value: number | null;
  /** Wilson's interval of a rate, for one look. */
  interval: { low: number; high: number } | null;
  /** The difference to the control with the interval that holds at every look. */
  lift: { difference: number; relative: number | null; low: number; high: number; p: number } | null;
  chanceToBeBest: number | null;
  /** Limits it breaks, in words. */
  breaks: string[];
};

/** What the evidence says now. */
export type Analysis = {
  variants: VariantResult[];
  metric: MetricShape;
  /** The chance of so uneven an assignment; null where it cannot be told or does not apply. */
  sampleRatio: { p: number; mismatch: boolean } | null;
  /** `winner`: the bar is passed. `control`: no variant can be better by the smallest difference. */
  verdict: "collecting" | "open" | "winner" | "control" | "mismatch";
  winner: string | null;
  why: string;
};

/** Judges an experiment. Pure; the same figures give the same verdict. */
export function analyze(settings: ExperimentSettings, arms: readonly Arm[]): Analysis {
  const metric = metricShape(settings);
  const isAdaptive = settings.allocation === "adaptive";
  const chances = chancesToBeBest(arms, metric);
  const effect = metric.isShare ? settings.smallestEffect / 100 : settings.smallestEffect;
  // The chance of a false winner is shared among the comparisons (Bonferroni).
  const alpha = (1 - settings.confidence / 100) / Math.max(1, arms.length - 1);
  const control = arms[0];
  const variants = settings.variants.flatMap((variant): VariantResult[] => {
    const arm = arms.find(({ id }) => id === variant.id);
    if (!arm || !control) return [];
    const isControl = arm.id === control.id;
    const evidence = isControl
      ? null
      : compareSequentially(smoothed(control, metric), smoothed(arm, metric), effect, alpha);
    const relative = evidence && control.mean !== 0 ? evidence.difference / Math.abs(control.mean) : null;
    const share = metric.isShare ? wilsonInterval(Math.round(arm.mean * arm.n), arm.n) : null;
    return [
      {
        id: variant.id,
        label: variant.label || variant.id,
        isControl,
        weight: variant.weight,
        contacts: arm.contacts,
        counted: arm.n,
        runs: arm.runs,
        failed: arm.failed,
        costUsd: arm.costUsd,
        seconds: arm.seconds,
        value: arm.n === 0 ? null : arm.mean,
        interval: share && { low: share.low, high: share.high },
        lift: evidence && { ...evidence, relative },
        chanceToBeBest: arms.some(({ n }) => n > 0) ? (chances.get(variant.id) ?? null) : null,
        breaks: isControl ? [] : brokenLimits(settings, control, arm),
      },
    ];
  });
  const p = isAdaptive ? null : sampleRatioP(variants.map(({ contacts: n, weight }) => ({ n, weight })));
  const sampleRatio = p === null ? null : { p, mismatch: p < sampleRatioBar };
  return { variants, metric, sampleRatio, ...verdictOf(settings, variants, metric, effect, sampleRatio) };
}

function smoothed(arm: Arm, metric: MetricShape) {
  const { n, mean } = arm;
  return metric.isShare ? { n, mean, variance: shareVariance(Math.round(mean * n), n) } : arm;
}

function brokenLimits(settings: ExperimentSettings, control: Arm, arm: Arm): string[] {
  const breaks: string[] = [];
  const share = (one: Arm) => (one.runs === 0 ? 0 : one.failed / one.runs);
  const points = (share(arm) - share(control)) * 100;
  if (points > settings.guardFailurePoints)
    breaks.push(`${points.toFixed(1)} points more failed runs than the control`);
  const { guardCostPercent } = settings;
  if (guardCostPercent > 0 && control.costUsd !== null && arm.costUsd !== null && control.costUsd > 0) {
    const dearer = (arm.costUsd / control.costUsd - 1) * 100;
    if (dearer > guardCostPercent) breaks.push(`${dearer.toFixed(0)} % dearer than the control`);
  }
  return breaks;
}

function verdictOf(
  settings: ExperimentSettings,
  variants: readonly VariantResult[],
  metric: MetricShape,
  effect: number,
  sampleRatio: Analysis["sampleRatio"],
): Pick<Analysis, "verdict" | "winner" | "why"> {
  if (sampleRatio?.mismatch)
    return {
      verdict: "mismatch",
      winner: null,
      why: "The variants did not get the contacts their weights ask for. Something loses or adds contacts: find out what before you trust any figure.",
    };
  const isAdaptive = settings.allocation === "adaptive";
  const open = variants.filter(({ weight }) => weight > 0 || isAdaptive);
  const short = open.filter(({ counted }) => counted < settings.minimum);
  const bar = settings.confidence / 100;
  const sign = metric.better === "up" ? 1 : -1;
  const isBetter = (one: VariantResult) =>
    isAdaptive
      ? (one.chanceToBeBest ?? 0) >= bar
      : one.lift !== null && (sign > 0 ? one.lift.low > 0 : one.lift.high < 0);
  const together = settings.minimum * open.length;
  const hasEnough = isAdaptive
    ? open.reduce((sum, { counted }) => sum + counted, 0) >= together
    : short.length === 0;
  if (!hasEnough) {
    const needs = isAdaptive
      ? `Together the variants need ${together}`
      : `Each variant needs ${settings.minimum}`;
    const why = `${needs} contacts with an outcome before anything is decided.`;
    return { verdict: "collecting", winner: null, why };
  }
  const ahead = open
    .filter((one) => !one.isControl && isBetter(one))
    .sort((one, other) => sign * ((other.value ?? 0) - (one.value ?? 0)));
  const winner = ahead.find(({ breaks }) => breaks.length === 0);
  if (winner)
    return {
      verdict: "winner",
      winner: winner.id,
      why: `“${winner.label}” is better than the control, at ${settings.confidence} % confidence.`,
    };
  const [stopped] = ahead;
  if (stopped)
    return {
      verdict: "open",
      winner: null,
      why: `“${stopped.label}” is ahead but breaks a limit: ${stopped.breaks.join("; ")}.`,
    };
  const rivals = open.filter(({ isControl }) => !isControl);
  const isLost = (one: VariantResult) =>
    isAdaptive
      ? (one.chanceToBeBest ?? 1) <= 1 - bar
      : one.lift !== null && (sign > 0 ? one.lift.high < effect : one.lift.low > -effect);
  if (rivals.length > 0 && rivals.every(isLost))
    return {
      verdict: "control",
      winner: null,
      why: "No variant can still be better by the smallest difference worth finding. Keep the control.",
    };
  return { verdict: "open", winner: null, why: "The difference may still be chance." };
}
