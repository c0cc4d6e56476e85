import { dependenciesOf } from "#lib/blueprint/dependencies.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import { faceOf } from "../node-face.ts";
import type { Designer } from "../store/designer.ts";

/** “Support agent depends on 5 nodes; 2 nodes depend on it.” */
export function dependencyWords(designer: Designer, nodeId: string): string {
  const { document } = designer.document.getState();
  const node = nodeOf(document, nodeId);
  if (!node) return "";
  const { needs, neededBy } = dependenciesOf(document, nodeId);
  const nodes = (count: number) => (count === 0 ? "nothing" : `${count} ${count === 1 ? "node" : "nodes"}`);
  const depend = neededBy.size === 1 ? "depends" : neededBy.size === 0 ? "depends" : "depend";
  return `${faceOf(node).title} depends on ${nodes(needs.size)}; ${nodes(neededBy.size)} ${depend} on it.`;
}
