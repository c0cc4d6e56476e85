import { nodeOf, wiresOf } from "./graph.ts";
import type { Blueprint, BlueprintNode } from "./schema.ts";

/** A way to go from node to node: along a wire to the right or back to the left, or among those beside each other. */
export type Way = "left" | "right" | "up" | "down";

/** The node one comes to, or null at an edge. */
export function walkFrom(document: Blueprint, nodeId: string, way: Way): BlueprintNode | null {
  if (way === "right") return reading(targetsOf(document, nodeId))[0] ?? null;
  if (way === "left") return reading(sourcesOf(document, nodeId))[0] ?? null;
  const row = siblingsOf(document, nodeId);
  const here = row.findIndex((node) => node.id === nodeId);
  return row[here + (way === "up" ? -1 : 1)] ?? null;
}

// Beside a node stands what hangs on the same wires: what its sources lead to, else what leads to its targets.
function siblingsOf(document: Blueprint, nodeId: string): BlueprintNode[] {
  const self = nodeOf(document, nodeId);
  if (!self) return [];
  const gather = (
    through: (document: Blueprint, id: string) => BlueprintNode[],
    back: (document: Blueprint, id: string) => BlueprintNode[],
  ) => through(document, nodeId).flatMap((node) => back(document, node.id));
  const beside = [...gather(sourcesOf, targetsOf), ...gather(targetsOf, sourcesOf)];
  const ahead = new Set([...targetsOf(document, nodeId), ...sourcesOf(document, nodeId)].map(({ id }) => id));
  const unique = new Map(beside.filter((node) => !ahead.has(node.id)).map((node) => [node.id, node]));
  // What hangs on nothing is walked with everything else that hangs on nothing.
  const loose = document.nodes.filter((node) => wiresOf(document, node.id).length === 0);
  return reading(unique.size > 1 ? [...unique.values()] : loose.includes(self) ? loose : [self]);
}

function targetsOf(document: Blueprint, id: string): BlueprintNode[] {
  return wiresOf(document, id).flatMap((wire) =>
    wire.from.node === id ? (nodeOf(document, wire.to.node) ?? []) : [],
  );
}

function sourcesOf(document: Blueprint, id: string): BlueprintNode[] {
  return wiresOf(document, id).flatMap((wire) =>
    wire.to.node === id ? (nodeOf(document, wire.from.node) ?? []) : [],
  );
}

// From the top down, then from left to right.
function reading(nodes: BlueprintNode[]): BlueprintNode[] {
  return nodes.toSorted(
    (a, b) => a.position.y - b.position.y || a.position.x - b.position.x || (a.id < b.id ? -1 : 1),
  );
}
