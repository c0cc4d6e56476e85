import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { NodeExecutor } from "../execute-node.ts";

/** A remark has no effect. */
export const noteExecutor: NodeExecutor<NodeConfig<"note">> = { does: "nothing" };
