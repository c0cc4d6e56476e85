import { evaluateCel } from "#lib/foundation/cel.ts";
import type { GoalSettings } from "#lib/nodes/execute-node.ts";
import type { MeasuredCriterion } from "#lib/run-events/events.ts";
import { claimsNothing } from "./answer-kind.ts";
import { isSmallTalk } from "./small-talk.ts";
import type { Tally } from "./tally.ts";

/** What is known of a run when its goals are measured. */
export type RunFacts = {
  answer: string | null;
  status: "succeeded" | "failed" | "cancelled";
  tally: Tally;
  durationMs: number;
  /** What was asked, for conditions on when a criterion applies. */
  text: string;
};

/** What people and systems reported after the run. */
export type LaterFacts = {
  ratings: { value: number; comment: string }[];
  events: { name: string; value: unknown }[];
};

/** A judge's word on a rubric. */
export type Judgement = { met: boolean; reason: string } | null;

/** The verdict over a goal's criteria. */
export type Verdict = { verdict: "met" | "missed" | "blocked" | "pending"; score: number | null };

type Criterion = GoalSettings["criteria"][number];

/** Measures one criterion; `met: null` where it cannot be known yet. `judged` is the judge's word, asked before. */
export function measure(
  criterion: Criterion,
  run: RunFacts,
  later: LaterFacts,
  judged: Judgement,
): MeasuredCriterion {
  const doesNotApply = whyNot(criterion, run);
  const { met, evidence } =
    doesNotApply === null
      ? evidenceFor(criterion, run, later, judged)
      : { met: null, evidence: doesNotApply };
  return {
    id: criterion.id,
    label: criterion.label,
    kind: criterion.measure.by,
    weight: criterion.weight,
    met,
    ...(doesNotApply === null && !isSilent(criterion, met) ? {} : { applies: false }),
    evidence,
  };
}

/** True for a criterion that does not count as long as nobody has said anything. */
export function isSilent({ whenSilent }: Pick<Criterion, "whenSilent">, met: boolean | null): boolean {
  return met === null && whenSilent === "ignore";
}

/** Why a criterion does not count in this run, or null when it does. One that cannot be told counts. */
export function whyNot({ appliesWhen }: Pick<Criterion, "appliesWhen">, run: RunFacts): string | null {
  if (appliesWhen.trim() === "") return null;
  const result = evaluateCel(appliesWhen, conditionFacts(run));
  return result.ok && !result.value ? `Does not apply to this run: ${appliesWhen} is false.` : null;
}

function evidenceFor(
  { measure: wanted }: Criterion,
  run: RunFacts,
  later: LaterFacts,
  judged: Judgement,
): { met: boolean | null; evidence: string } {
  switch (wanted.by) {
    case "ability": {
      const count = run.tally.abilities[wanted.ability];
      if (!count)
        return { met: false, evidence: `There is no ability “${wanted.ability}” in this blueprint.` };
      return {
        met: count.succeeded > 0,
        evidence: `${wanted.ability}: ${count.succeeded} succeeded, ${count.failed} failed, ${count.refused} not allowed.`,
      };
    }
    case "condition": {
      const result = evaluateCel(wanted.when, conditionFacts(run));
      if (!result.ok) return { met: false, evidence: `The condition could not be told: ${result.problem}` };
      return { met: result.value, evidence: `${wanted.when} is ${result.value}.` };
    }
    case "rating":
    case "event":
      return measureLater({ measure: wanted }, later) ?? { met: null, evidence: "Not known yet." };
    case "judge":
      return judged
        ? { met: judged.met, evidence: judged.reason }
        : { met: null, evidence: "The judge gave no verdict." };
  }
}

/** Measures a criterion that depends on what is reported after the run; null for every other kind. */
export function measureLater(
  { measure: wanted }: Pick<Criterion, "measure">,
  later: LaterFacts,
): { met: boolean | null; evidence: string } | null {
  if (wanted.by === "rating") {
    const rating = later.ratings.at(-1);
    if (!rating) return { met: null, evidence: "No rating yet." };
    const word = rating.comment === "" ? "" : ` “${rating.comment.slice(0, 200)}”`;
    return { met: rating.value >= wanted.atLeast, evidence: `Rated ${rating.value}.${word}` };
  }
  if (wanted.by === "event") {
    const event = later.events.findLast((candidate) => candidate.name === wanted.event);
    if (!event) return { met: null, evidence: `“${wanted.event}” has not been reported yet.` };
    const value = JSON.stringify(event.value ?? true);
    const { atLeast } = wanted;
    if (atLeast !== undefined && typeof event.value === "number")
      return {
        met: event.value >= atLeast,
        evidence: `“${wanted.event}” was reported: ${value}, good from ${atLeast}.`,
      };
    return { met: event.value !== false, evidence: `“${wanted.event}” was reported: ${value}.` };
  }
  return null;
}

/** What a criterion's condition may ask about. */
export function conditionFacts(run: RunFacts): Record<string, unknown> {
  const actions = Object.values(run.tally.abilities);
  return {
    run: {
      answered: run.answer !== null && run.answer.trim() !== "" && run.tally.blocked === null,
      answer: run.answer ?? "",
      status: run.status,
      turns: run.tally.turns + run.tally.beside.turns,
      actions: actions.reduce((sum, one) => sum + one.succeeded + one.failed + one.refused, 0),
      failedActions: actions.reduce((sum, one) => sum + one.failed, 0),
      citations: run.tally.citations.length,
      claimsNothing: claimsNothing(run.answer ?? ""),
      durationMs: run.durationMs,
      costUsd: run.tally.usage.costUsd ?? 0,
      blocked: run.tally.blocked !== null,
      falseClaims: run.tally.falseClaims,
      smallTalk:
        isSmallTalk(run.text) && actions.every((one) => one.succeeded + one.failed + one.refused === 0),
      askedBack: askedBack(run),
    },
    input: { text: run.text },
    actions: run.tally.abilities,
  };
}

const givesUp =
  /\b(?:(?:don't|do not|doesn't|cannot|can't|could not|couldn't) (?:know|find|say|tell|help|answer)|unable to|no (?:information|passage|answer)|weiß (?:ich |es |das )*nicht|kann (?:ich )?(?:ihnen |dir )?nicht|ne sais pas|no (?:lo )?sé|non lo so)\b/i;

// A question instead of an answer: nothing was done, nothing cited, and the last thing said is a question. “I do not
// know, shall I …?” is an answer, and one that missed.
function askedBack({ answer, tally }: RunFacts): boolean {
  return (
    tally.turns > 0 &&
    tally.citations.length === 0 &&
    Object.keys(tally.done).length === 0 &&
    tally.notDone.length === 0 &&
    /\?["”’)]*\s*$/.test(answer ?? "") &&
    !givesUp.test((answer ?? "").replaceAll("’", "'"))
  );
}

/** Whether a run took longer than the goal's deadline allows. */
export function isLate(
  { deadlineMinutes }: Pick<GoalSettings, "deadlineMinutes">,
  durationMs: number,
): boolean {
  return deadlineMinutes !== null && durationMs > deadlineMinutes * 60_000;
}

/** What is reached too late is missed. */
export function inTime(told: Verdict, late: boolean): Verdict {
  return late && told.verdict === "met" ? { ...told, verdict: "missed" } : told;
}

/**
 * Weighs the criteria that apply: met when the known part reaches the pass score, pending while what is unknown could still
 * reach it, blocked when something outside the agent kept it from its goal, else missed.
 */
export function verdictOf(all: MeasuredCriterion[], passScore: number, blocked: boolean): Verdict {
  const criteria = all.filter((one) => one.applies !== false);
  const total = criteria.reduce((sum, one) => sum + one.weight, 0);
  if (total === 0) return { verdict: blocked ? "blocked" : "pending", score: null };
  const share = (met: boolean | null) =>
    criteria.filter((one) => one.met === met).reduce((sum, one) => sum + one.weight, 0) / total;
  const certain = share(true);
  const open = share(null);
  const close = 1e-9;
  if (certain + close >= passScore) return { verdict: "met", score: certain };
  if (certain + open + close >= passScore) return { verdict: "pending", score: null };
  return { verdict: blocked ? "blocked" : "missed", score: certain };
}
