import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import type { NodeConfig } from "../definitions.ts";

/** What the hosted page shows of a node: null unless it is a chat whose hosted page is on. */
export function hostedChat(node: BlueprintNode): NodeConfig<"chat"> | null {
  return node.kind === "chat" && node.config.hosted ? node.config : null;
}

/** Whether a node is where people write. */
export function isChat(node: BlueprintNode): boolean {
  return node.kind === "chat";
}
