import type { ConfigProblem } from "../define-node.ts";
import { measurableVersion, observableEnds, vagueQualities, vagueVerbs } from "./vague-words.ts";

/** What the rules look at. */
export type LintedGoal = {
  statement: string;
  criteria: readonly { kind: string; weight: number; when?: string }[];
  passScore: number;
  deadlineMinutes: number | null;
  budgetUsd: number | null;
};

/** Goals that read well and cannot be measured, each with why and with what to write instead. */
export function lintGoal(goal: LintedGoal): ConfigProblem[] {
  return [...vague(goal), ...several(goal), ...unkeptPromises(goal), ...weightless(goal), ...alwaysMet(goal)];
}

function vague({ statement }: LintedGoal): ConfigProblem[] {
  const text = statement.trim();
  if (text === "") return [];
  const words = [...text.matchAll(vagueVerbs), ...text.matchAll(vagueQualities)].map(([word]) => word);
  const isShort = text.split(/\s+/).length < 3 && !/[\u3040-\u30ff\u4e00-\u9fff]/.test(text);
  if (!isShort && (words.length === 0 || observableEnds.test(text))) return [];
  const better = measurableVersion(text);
  const named = [...new Set(words.map((word) => word.toLowerCase()))].slice(0, 3);
  return [
    {
      severity: "warning",
      code: "goal-vague",
      field: "statement",
      message:
        named.length === 0
          ? "This goal is too short to tell when it is reached."
          : `This goal is vague: ${named.map((word) => `“${word}”`).join(", ")} ${named.length === 1 ? "names" : "name"} a direction and no end.`,
      why: "Two people could read the same run and disagree whether it reached this goal, so its rate would mean nothing.",
      fix: "Say what is true when it is done: who has what, by when.",
      offer: { label: `Write “${better.statement}”`, field: "statement", value: better.statement },
    },
  ];
}

function several({ statement }: LintedGoal): ConfigProblem[] {
  const sentences = statement.split(/[.;]\s+(?=\p{Lu})/u).filter((part) => part.trim().length > 12);
  if (sentences.length < 3) return [];
  return [
    {
      severity: "hint",
      code: "goal-several",
      field: "statement",
      message: `This reads like ${sentences.length} goals in one.`,
      why: "One rate for several aims hides which of them is missed.",
      fix: "Keep one aim here, and add a goal for each of the others; an agent may pursue several.",
    },
  ];
}

const units: Record<string, number> = { minute: 1, min: 1, hour: 60, h: 60, day: 1440, week: 10_080 };

function unkeptPromises({ statement, deadlineMinutes, budgetUsd }: LintedGoal): ConfigProblem[] {
  const time = /\bwithin (?:an?|(\d{1,4}))\s*(minute|min|hour|h|day|week)s?\b/i.exec(statement);
  const money = /(?:\$|USD )\s?(\d{1,6}(?:\.\d{1,4})?)\s*(?:a|per|each) run\b/i.exec(statement);
  const minutes = time ? Number(time[1] ?? 1) * (units[(time[2] ?? "").toLowerCase()] ?? 0) : 0;
  const usd = money ? Number(money[1]) : 0;
  return [
    ...(minutes > 0 && minutes !== deadlineMinutes
      ? [
          {
            severity: "warning" as const,
            code: "goal-deadline",
            field: "deadlineMinutes",
            message:
              deadlineMinutes === null
                ? `The goal says “${time?.[0]}”, but no deadline is set.`
                : `The goal says “${time?.[0]}”, but its deadline is ${deadlineMinutes} minutes.`,
            why: "Only the deadline is measured; what the sentence says about time is not.",
            fix: `Set the deadline to ${minutes} minutes.`,
            offer: { label: `Set ${minutes} minutes`, field: "deadlineMinutes", value: minutes },
          },
        ]
      : []),
    ...(usd > 0 && usd !== budgetUsd
      ? [
          {
            severity: "warning" as const,
            code: "goal-budget",
            field: "budgetUsd",
            message: `The goal says “${money?.[0]}”, but the budget per run says otherwise.`,
            why: "Only the budget is kept; what the sentence says about money is not.",
            fix: `Set the budget to $${usd} a run.`,
            offer: { label: `Set $${usd} a run`, field: "budgetUsd", value: usd },
          },
        ]
      : []),
  ];
}

function weightless({ criteria }: LintedGoal): ConfigProblem[] {
  if (criteria.length === 0 || criteria.some(({ weight }) => weight > 0)) return [];
  return [
    {
      severity: "warning",
      code: "goal-weightless",
      field: "criteria",
      message: "No criterion of this goal has a weight, so it is never met and never missed.",
      why: "The outcome is the weighted share of criteria that hold; of nothing there is no share.",
      fix: "Give at least one criterion a weight above 0.",
      offer: {
        label: "Weigh them all alike",
        field: "criteria",
        value: criteria.map((criterion) => ({ ...criterion, weight: 1 })),
      },
    },
  ];
}

function alwaysMet({ criteria, passScore }: LintedGoal): ConfigProblem[] {
  const constant = criteria.findIndex(({ when }) => when?.trim() === "true");
  return [
    ...(passScore === 0 && criteria.length > 0
      ? [
          {
            severity: "warning" as const,
            code: "goal-always-met",
            field: "passScore",
            message: "With a pass score of 0 every run meets this goal.",
            why: "A rate of 100 % that cannot fall tells nothing.",
            fix: "Set it to the share of criteria that must hold.",
            offer: { label: "Set 1", field: "passScore", value: 1 },
          },
        ]
      : []),
    ...(constant >= 0
      ? [
          {
            severity: "warning" as const,
            code: "goal-always-met",
            field: `criteria.${constant}.when`,
            message: "This condition is always true, so it measures nothing.",
            why: "A rate of 100 % that cannot fall tells nothing.",
            fix: "Ask about the run, for example run.citations > 0.",
          },
        ]
      : []),
  ];
}
