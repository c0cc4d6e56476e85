import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { NodeExecutor } from "../execute-node.ts";

/** Says where memories live and how much of them is shown. */
export const memoryExecutor: NodeExecutor<NodeConfig<"memory">> = {
  does: "remember",
  settings: (config) => ({
    scope: config.scope,
    historyRuns: config.historyRuns,
    facts: config.facts,
    pastOutcomes: config.pastOutcomes,
  }),
};
