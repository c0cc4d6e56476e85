import { type NodeHandle, Position } from "@xyflow/react";
import { portsOf } from "#lib/blueprint/graph.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { cardHeight, cardWidth } from "./place-node.ts";

// As canvas.css draws them; the card's hairline border shifts what is placed inside it.
const port = 11;
const step = 18;
const border = 1;

/**
 * How large a card will be and where its ports will sit, before it is drawn. With these a large drawing need not be
 * drawn whole once just to be measured; a card is measured for good when it comes into view.
 */
export function knownMeasures(node: BlueprintNode): {
  measured: { width: number; height: number };
  handles: NodeHandle[];
} {
  const height = cardHeight(node);
  const ports = portsOf(node);
  const handles = (["in", "out"] as const).flatMap((side) => {
    const own = ports.filter((each) => each.side === side);
    return own.map(
      ({ id }, index): NodeHandle => ({
        id,
        type: side === "out" ? "source" : "target",
        position: side === "out" ? Position.Right : Position.Left,
        x: (side === "out" ? cardWidth - border : border) - port / 2,
        y: height / 2 + (index - (own.length - 1) / 2) * step - port / 2,
        width: port,
        height: port,
      }),
    );
  });
  return { measured: { width: cardWidth, height }, handles };
}
