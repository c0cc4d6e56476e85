import { addNode } from "#lib/blueprint/edits/add-node.ts";
import { addWire } from "#lib/blueprint/edits/wires.ts";
import { type Blueprint, emptyBlueprint } from "#lib/blueprint/schema.ts";
import type { NodeKind } from "#lib/nodes/definitions.ts";

/** A node with its place; its title is its id unless said. */
export type Placed = [id: string, kind: NodeKind, x: number, y: number, title?: string];

/** A drawing made of edits, as the designer makes one, with wires such as `agent.knows>facts.known`. */
export function drawPlaced(name: string, places: readonly Placed[], wires: readonly string[]): Blueprint {
  const nodes = places.reduce(
    (document, [id, kind, x, y, title = id]) => addNode(document, kind, { x, y }, { id, title }),
    emptyBlueprint(name),
  );
  return wires.reduce((document, wire) => {
    const [from, to] = wire.split(">").map((end) => {
      const [node = "", port = ""] = end.split(".");
      return { node, port };
    });
    if (!from || !to) throw new Error(`${wire} is no wire.`);
    return addWire(document, from, to);
  }, nodes);
}
