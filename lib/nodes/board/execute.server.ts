import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { NodeExecutor } from "../execute-node.ts";

/** Says what stands on the board; taking turns at it is the runtime's. */
export const boardExecutor: NodeExecutor<NodeConfig<"board">> = {
  does: "share-work",
  settings: ({ tasks, leaseSeconds, mostTries }) => ({ tasks, leaseSeconds, mostTries }),
};
