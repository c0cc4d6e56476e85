import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { NodeExecutor } from "../execute-node.ts";

/** Names what to look up and drops weak matches, so that the agent can say it does not know. */
export const datasetExecutor: NodeExecutor<NodeConfig<"dataset">> = {
  does: "know",
  settings: (config) => ({
    dataset: config.dataset,
    version: config.version,
    limit: config.passages,
    weakBelow: config.weakBelow,
  }),
  keep: (config, found) => found.filter((passage) => passage.confidence >= config.weakBelow),
};
