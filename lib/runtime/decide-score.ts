/** One thing an option is scored on; weights are relative to one another. */
export type WeighedCriterion = { id: string; label: string; weight: number };

/** What an option would do: the action proposed, another ability, nothing, or a question to a person. */
export type OptionMove = "proposed" | "other" | "nothing" | "ask-person";

/** An option as the model describes it; every number is between 0 and 1. */
export type ProposedOption = {
  title: string;
  does: OptionMove;
  ability: string | null;
  arguments: unknown;
  /** By criterion id. */
  scores: Record<string, number>;
  /** How likely the predicted outcome is. */
  probability: number;
  goalFit: number;
  predicted: string;
  reason: string;
  /** The constraint of the goal it would break, empty when none. */
  breaks: string;
};

/** An option with the total the runtime computed, and why it is out of the question, if it is. */
export type ScoredOption = ProposedOption & { total: number; rejected: string | null };

/** What the runtime weighs with; none of it comes from the model. */
export type Weighing = { criteria: readonly WeighedCriterion[]; fitFloor: number };

/**
 * The total of an option: `probability × (Σ wᵢ·sᵢ + g·goalFit) / (Σ wᵢ + g)`, where `g` is the mean of the weights, so
 * that the fit with the goal counts as one more criterion of average weight. Scaling all weights changes nothing;
 * weights that are all zero count as equal.
 */
export function totalOf(
  option: Pick<ProposedOption, "scores" | "probability" | "goalFit">,
  criteria: readonly WeighedCriterion[],
): number {
  const weights = effectiveWeights(criteria);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const fitWeight = weights.length === 0 ? 1 : sum / weights.length;
  const scored = criteria.reduce(
    (total, criterion, index) => total + (weights[index] ?? 0) * share(option.scores[criterion.id]),
    0,
  );
  const mean = (scored + fitWeight * share(option.goalFit)) / (sum + fitWeight);
  return round(share(option.probability) * mean);
}

/** Scores every option and picks the one to take; null when none may be taken. The model's own favourite plays no part. */
export function weighOptions(
  options: readonly ProposedOption[],
  weighing: Weighing,
  abilities: ReadonlySet<string>,
): { options: ScoredOption[]; chosen: number | null } {
  const scored = options.map((option) => ({
    ...option,
    total: totalOf(option, weighing.criteria),
    rejected: rejectionOf(option, weighing.fitFloor, abilities),
  }));
  const allowed = scored.flatMap((option, index) => (option.rejected === null ? [{ option, index }] : []));
  const best = allowed.toSorted(
    (a, b) =>
      b.option.total - a.option.total ||
      b.option.goalFit - a.option.goalFit ||
      b.option.probability - a.option.probability ||
      a.index - b.index,
  )[0];
  return { options: scored, chosen: best?.index ?? null };
}

function rejectionOf(
  option: ProposedOption,
  fitFloor: number,
  abilities: ReadonlySet<string>,
): string | null {
  if (option.breaks.trim() !== "") return `It would break a constraint of the goal: ${option.breaks}`;
  if (option.does === "other" && (option.ability === null || !abilities.has(option.ability)))
    return `The agent has no ability “${option.ability ?? ""}”.`;
  if (option.goalFit < fitFloor)
    return `Misaligned: its fit with the goal is ${option.goalFit.toFixed(2)}, below the floor of ${fitFloor.toFixed(2)}.`;
  return null;
}

function effectiveWeights(criteria: readonly WeighedCriterion[]): number[] {
  const weights = criteria.map(({ weight }) => (Number.isFinite(weight) && weight > 0 ? weight : 0));
  return weights.every((weight) => weight === 0) ? weights.map(() => 1) : weights;
}

function share(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? 0 : Math.min(1, Math.max(0, value));
}

// Totals that differ by less than a reader can see must not decide by noise.
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
