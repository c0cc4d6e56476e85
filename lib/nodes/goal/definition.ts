import { z } from "zod";
import { celProblem } from "#lib/foundation/cel.ts";
import { type ConfigProblem, defineNode, required } from "../define-node.ts";
import { lintGoal } from "./lint-goal.ts";

const base = {
  id: z.string().min(1).max(64),
  label: z.string().max(200),
  weight: z.number().min(0).max(100).default(1),
  /** CEL: where it is false the criterion does not count in this run. */
  appliesWhen: z.string().max(2000).default(""),
};

/** One measurable part of a goal; `kind` says where the truth comes from. */
export const criterionSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...base, kind: z.literal("ability-succeeded"), ability: z.string().max(64).default("") }),
  z.strictObject({ ...base, kind: z.literal("condition"), when: z.string().max(2000).default("") }),
  z.strictObject({ ...base, kind: z.literal("rating"), atLeast: z.number().int().min(-1).max(1).default(1) }),
  z.strictObject({ ...base, kind: z.literal("judge"), rubric: z.string().max(4000).default("") }),
  z.strictObject({ ...base, kind: z.literal("outcome-event"), event: z.string().max(120).default("") }),
]);

/** A goal's criterion, see {@link criterionSchema}. */
export type Criterion = z.infer<typeof criterionSchema>;

const weighed = z.strictObject({
  id: z.string().min(1).max(64),
  label: z.string().max(100),
  weight: z.number().min(0).max(100),
});

const config = z.strictObject({
  statement: z.string().max(4000).default(""),
  metric: z.string().max(400).default(""),
  priority: z.enum(["low", "normal", "high"]).default("normal"),
  criteria: z.array(criterionSchema).max(30).default([]),
  passScore: z.number().min(0).max(1).default(1),
  constraints: z.array(z.string().max(500)).max(30).default([]),
  deadlineMinutes: z.number().min(0).max(525600).nullable().default(null),
  budgetUsd: z.number().min(0).max(100000).nullable().default(null),
  weighing: z.array(weighed).max(12).default([]),
  fitFloor: z.number().min(0).max(1).default(0.5),
});

/** What success is, how it is measured, and its limits. */
export const goalDefinition = defineNode({
  kind: "goal",
  role: "guard",
  title: "Goal",
  summary: "What success is, and its limits",
  icon: "target",
  hue: "goal",
  group: "Goals",
  config,
  form: {
    statement: {
      control: "textarea",
      label: "Goal",
      hint: "What should be true when the run ends, in one sentence.",
      placeholder: "Resolve the customer's request within 2 hours",
    },
    metric: {
      control: "text",
      label: "Success metric",
      placeholder: "Share of requests resolved without a person",
    },
    priority: {
      control: "select",
      label: "Priority",
      options: [
        { value: "low", label: "Low" },
        { value: "normal", label: "Normal" },
        { value: "high", label: "High" },
      ],
    },
    criteria: {
      control: "criteria",
      label: "Criteria",
      hint: "Each is measured at the end of a run, or later.",
    },
    passScore: {
      control: "number",
      label: "Met from score",
      hint: "Weighted share of criteria that must hold; 1 is all of them.",
      min: 0,
      max: 1,
    },
    constraints: { control: "list", label: "Constraints", hint: "What must never happen on the way." },
    deadlineMinutes: { control: "number", label: "Deadline", unit: "minutes", min: 0 },
    budgetUsd: { control: "number", label: "Budget per run", unit: "USD", min: 0 },
    weighing: {
      control: "weights",
      label: "What counts when options are weighed",
      hint: "With criteria here, options are scored before an action that cannot be taken back; the weights decide which is taken.",
    },
    fitFloor: {
      control: "number",
      label: "Goal fit at least",
      hint: "An option that serves the goal less than this (0 to 1) is rejected, however good it is otherwise.",
      min: 0,
      max: 1,
    },
  },
  ports: () => [
    { id: "pursued", side: "in", relation: "pursues", label: "pursued by" },
    { id: "measured", side: "in", relation: "measures", label: "measured by" },
  ],
  summarize: (goal) => {
    const parts = [`${goal.criteria.length} ${goal.criteria.length === 1 ? "criterion" : "criteria"}`];
    if (goal.deadlineMinutes) parts.push(`due in ${minutesInWords(goal.deadlineMinutes)}`);
    if (goal.budgetUsd !== null) parts.push(`$${goal.budgetUsd} a run`);
    return parts.join(" · ");
  },
  check: (goal) => [
    ...required("statement", goal.statement, "Say what this goal is about in one sentence."),
    ...(goal.criteria.length === 0
      ? [
          {
            severity: "error" as const,
            code: "goal-unmeasured",
            field: "criteria",
            message: "A goal without a criterion cannot be measured.",
            why: "A run's outcome is worked out from criteria alone; the sentence above is for people and models.",
            fix: "Add a criterion, such as an ability that must succeed.",
            offer: {
              label: "Met when the question was answered with a source",
              field: "criteria",
              value: [
                {
                  id: "answered-with-source",
                  label: "Answered with a source",
                  kind: "condition",
                  when: "run.answered && run.citations > 0",
                  weight: 1,
                },
              ],
            },
          },
        ]
      : []),
    ...repeatedWeights(goal.weighing.map(({ id }) => id)),
    ...lintGoal(goal),
    ...goal.criteria.flatMap((criterion, index) => criterionProblems(criterion, `criteria.${index}`)),
  ],
  docs: "An objective with criteria. The agent sees it in every turn; when the run ends each criterion is measured and the outcome is met, missed, blocked or pending, with its evidence. A criterion that is not known yet (a rating, an outcome event) leaves the outcome pending; it never counts as a failure. A criterion with a condition “applies when” counts only in runs where that holds: small talk (`run.smallTalk`) and a question asked back (`run.askedBack`) need not be failures. A run in which no criterion applies has no outcome.",
});

function repeatedWeights(ids: string[]): ConfigProblem[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [
          {
            severity: "error" as const,
            field: "weighing",
            message: `“${id}” is weighed twice.`,
            fix: "Give each criterion a name of its own.",
          },
        ]
      : [],
  );
}

function criterionProblems(criterion: Criterion, field: string): ConfigProblem[] {
  const wrong = criterion.appliesWhen.trim() === "" ? null : celProblem(criterion.appliesWhen);
  const message = `The condition cannot be read: ${wrong}`;
  return [
    ...(wrong === null ? [] : [{ severity: "error" as const, field: `${field}.appliesWhen`, message }]),
    ...truthProblems(criterion, field),
  ];
}

function truthProblems(criterion: Criterion, field: string): ConfigProblem[] {
  if (criterion.kind === "ability-succeeded")
    return required(`${field}.ability`, criterion.ability, "Choose the ability that must succeed.");
  if (criterion.kind === "judge")
    return required(`${field}.rubric`, criterion.rubric, "Say what the judge should look for.");
  if (criterion.kind === "outcome-event")
    return required(`${field}.event`, criterion.event, "Name the event that decides.");
  if (criterion.kind === "condition") {
    const problem = celProblem(criterion.when);
    return problem
      ? [{ severity: "error", field: `${field}.when`, message: `The condition cannot be read: ${problem}` }]
      : [];
  }
  return [];
}

function minutesInWords(minutes: number): string {
  if (minutes % 1440 === 0) return `${minutes / 1440} d`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
