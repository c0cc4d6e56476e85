import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { NodeExecutor } from "../execute-node.ts";
import { fillFields } from "../fill-fields.ts";

/** Says what is to be done at this time. */
export const scheduleExecutor: NodeExecutor<NodeConfig<"schedule">> = {
  does: "start",
  takes: "event",
  text: (config, event) => fillFields(config.text, event),
};
