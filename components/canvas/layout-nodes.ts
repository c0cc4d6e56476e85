import { Graph, layout } from "@dagrejs/dagre";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { cardHeight, cardWidth } from "./place-node.ts";

/** Places for all nodes, left to right along the wires. */
export function layoutNodes(document: Blueprint): Record<string, { x: number; y: number }> {
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 28, ranksep: 84, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of document.nodes) graph.setNode(node.id, { width: cardWidth, height: cardHeight(node) });
  for (const wire of document.wires) graph.setEdge(wire.from.node, wire.to.node);
  layout(graph);
  const places: Record<string, { x: number; y: number }> = {};
  for (const node of document.nodes) {
    const placed = graph.node(node.id);
    places[node.id] = {
      x: Math.round((placed.x ?? 0) - cardWidth / 2),
      y: Math.round((placed.y ?? 0) - cardHeight(node) / 2),
    };
  }
  return places;
}
