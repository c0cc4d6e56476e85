import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { GoalSettings, NodeExecutor } from "../execute-node.ts";
import type { Criterion } from "./definition.ts";

/** Gives the runtime what to measure and how. */
export const goalExecutor: NodeExecutor<NodeConfig<"goal">> = {
  does: "assess",
  settings: (config) => ({
    statement: config.statement,
    metric: config.metric,
    constraints: config.constraints,
    priority: config.priority,
    passScore: config.passScore,
    deadlineMinutes: config.deadlineMinutes,
    budgetUsd: config.budgetUsd,
    weighing: config.weighing.map((one) => ({ ...one, label: one.label === "" ? one.id : one.label })),
    fitFloor: config.fitFloor,
    criteria: config.criteria.map((criterion) => ({
      id: criterion.id,
      label: criterion.label === "" ? criterion.kind : criterion.label,
      weight: criterion.weight,
      appliesWhen: criterion.appliesWhen,
      measure: measureOf(criterion),
    })),
  }),
};

function measureOf(criterion: Criterion): GoalSettings["criteria"][number]["measure"] {
  switch (criterion.kind) {
    case "ability-succeeded":
      return { by: "ability", ability: criterion.ability };
    case "condition":
      return { by: "condition", when: criterion.when };
    case "rating":
      return { by: "rating", atLeast: criterion.atLeast };
    case "judge":
      return { by: "judge", rubric: criterion.rubric };
    case "outcome-event":
      return { by: "event", event: criterion.event };
  }
}
