import "server-only";
import { evaluateCel } from "#lib/foundation/cel.ts";
import type { NodeConfig } from "../definitions.ts";
import type { NodeExecutor } from "../execute-node.ts";

/** Takes the first branch whose condition holds; a condition that cannot be told does not hold and is reported. */
export const ruleExecutor: NodeExecutor<NodeConfig<"rule">> = {
  does: "branch",
  branch: (config, facts) => {
    let problem: string | undefined;
    for (const branch of config.branches) {
      const result = evaluateCel(branch.when, facts);
      if (!result.ok) problem ??= `${branch.label || branch.id}: ${result.problem}`;
      else if (result.value)
        return {
          port: branch.id,
          label: branch.label,
          expression: branch.when,
          answer: branch.answer,
          problem,
        };
    }
    return { port: "else", label: "otherwise", expression: "", answer: config.elseAnswer, problem };
  },
};
