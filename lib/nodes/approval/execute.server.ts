import "server-only";
import { evaluateCel } from "#lib/foundation/cel.ts";
import type { NodeConfig } from "../definitions.ts";
import type { NodeExecutor } from "../execute-node.ts";

/** Asks when the condition holds, and when it cannot be told. */
export const approvalExecutor: NodeExecutor<NodeConfig<"approval">> = {
  does: "ask",
  ask: (config, facts) => {
    const result = evaluateCel(config.when, facts);
    const reason = result.ok
      ? config.reason
      : `${config.reason} The condition could not be told (${result.problem}), so a person decides.`.trim();
    return {
      ask: !result.ok || result.value,
      reason,
      timeoutMs: config.timeoutMinutes * 60_000,
      rule: config.when,
      role: config.role,
      remindMs: config.remindMinutes === null ? null : config.remindMinutes * 60_000,
      escalate:
        config.escalateMinutes === null
          ? null
          : { afterMs: config.escalateMinutes * 60_000, to: config.escalateTo },
      onTimeout: config.onTimeout,
      form: config.fields,
    };
  },
};
