import { portsOf } from "#lib/blueprint/graph.ts";
import type { Blueprint, BlueprintNode } from "#lib/blueprint/schema.ts";
import { type NodeKind, nodeDefinition } from "#lib/nodes/definitions.ts";

type Point = { x: number; y: number };

/** The card's width; its height follows from its ports. */
export const cardWidth = 224;

/** About how high a card is without a run. */
export function cardHeight(node: BlueprintNode): number {
  const ports = portsOf(node);
  const most = Math.max(...["in", "out"].map((side) => ports.filter((port) => port.side === side).length), 1);
  // A goal says at its foot how often it was reached.
  const foot = "criteria" in node.config ? 29 : 0;
  return Math.max(60 + foot, 28 + (most - 1) * 18);
}

const frameMargin = 18;
const frameTitle = 32;

/** The rectangle of a group around its nodes, its title above them; null around nothing. */
export function frameBox(
  nodes: readonly BlueprintNode[],
): { x: number; y: number; width: number; height: number } | null {
  if (nodes.length === 0) return null;
  const left = Math.min(...nodes.map((node) => node.position.x)) - frameMargin;
  const top = Math.min(...nodes.map((node) => node.position.y)) - frameTitle;
  const right = Math.max(...nodes.map((node) => node.position.x)) + cardWidth + frameMargin;
  const bottom = Math.max(...nodes.map((node) => node.position.y + cardHeight(node))) + frameMargin;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** A place for a new node: beside the step it will serve, else in the middle of the view; never on another card. */
export function freePlace(document: Blueprint, kind: NodeKind, middle: Point): Point {
  const definition = nodeDefinition(kind);
  const step = document.nodes.find((node) => nodeDefinition(node.kind).role === "step");
  const start = { x: Math.round(middle.x - cardWidth / 2), y: Math.round(middle.y - 30) };
  if (step && definition.role !== "step" && definition.role !== "note") {
    // What only gives (a trigger, a guardrail) stands left of what it gives to.
    // A kind whose config needs something (which ability) has no empty one; what supplies stands right of its step.
    const empty = definition.config.safeParse({});
    const ports = empty.success ? definition.ports(empty.data as never) : [];
    const before = ports.length > 0 && ports.every((port) => port.side === "out");
    start.x = step.position.x + (before ? -1 : 1) * (cardWidth + 96);
    start.y = step.position.y;
  }
  const taken = (point: Point) =>
    document.nodes.some(
      (node) =>
        Math.abs(node.position.x - point.x) < cardWidth + 16 &&
        point.y < node.position.y + cardHeight(node) + 16 &&
        point.y + 76 > node.position.y,
    );
  for (let ring = 0; ring < 200; ring++) {
    const shift = Math.ceil(ring / 2) * 48 * (ring % 2 === 0 ? -1 : 1);
    const point = { x: start.x, y: start.y + shift };
    if (!taken(point)) return point;
  }
  return start;
}
