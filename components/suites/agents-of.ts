import { portsOf } from "#lib/blueprint/graph.ts";
import type { Blueprint, BlueprintNode } from "#lib/blueprint/schema.ts";

/** Whether a node pursues goals, which is what makes it an agent. */
export function isAgentNode(node: BlueprintNode): boolean {
  return portsOf(node).some((port) => port.side === "out" && port.relation === "pursues");
}

/** The agents of a document. */
export function agentsOf(document: Blueprint): BlueprintNode[] {
  return document.nodes.filter(isAgentNode);
}
