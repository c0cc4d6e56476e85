import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { NodeExecutor } from "../execute-node.ts";

/** Offers its variants; who gets which is decided where assignments are kept. */
export const experimentExecutor: NodeExecutor<NodeConfig<"experiment">> = {
  does: "assign",
  settings: (config) => config,
};
