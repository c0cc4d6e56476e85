import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { NodeExecutor } from "../execute-node.ts";

/** A message is its own text. */
export const chatExecutor: NodeExecutor<NodeConfig<"chat">> = {
  does: "start",
  takes: "text",
  text: (_config, event) => (typeof event === "string" ? event : JSON.stringify(event ?? "")),
};
