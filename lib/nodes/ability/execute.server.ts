import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { NodeExecutor } from "../execute-node.ts";

/** Offers one ability under the author's name for it. */
export const abilityNodeExecutor: NodeExecutor<NodeConfig<"ability">> = {
  does: "act",
  settings: (config) => ({
    ability: config.ability,
    name: config.name,
    purpose: config.purpose,
    settings: config.settings,
    retries: config.retries,
    timeoutMs: config.timeoutSeconds * 1000,
    permission: config.permission,
    askWhen: config.askWhen,
    denyWhen: config.denyWhen,
    weigh: config.weigh,
    weighWhen: config.weighWhen,
    cacheSeconds: config.cacheSeconds,
  }),
};
