import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { NodeExecutor } from "../execute-node.ts";
import { fillFields } from "../fill-fields.ts";

/** Puts the event into the author's words. */
export const webhookExecutor: NodeExecutor<NodeConfig<"webhook">> = {
  does: "start",
  takes: "event",
  text: (config, event) => fillFields(config.text, event),
};
