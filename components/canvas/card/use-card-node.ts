"use client";

import { nodeOf, portsOf } from "#lib/blueprint/graph.ts";
import { pinOf } from "#lib/blueprint/pins.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { faceOf } from "../node-face.ts";
import { useDesigner, useDocument } from "../store/use-designer.ts";

// Nodes are immutable, so what one looks like is worked out once.
const looks = new WeakMap<BlueprintNode, string>();

/** A node for its card: read anew only when something the card shows changed, not with every letter of a prompt. */
export function useCardNode(id: string): BlueprintNode | undefined {
  const designer = useDesigner();
  useDocument((document) => {
    const node = nodeOf(document, id);
    return node && lookOf(node);
  });
  return nodeOf(designer.document.getState().document, id);
}

function lookOf(node: BlueprintNode): string {
  const known = looks.get(node);
  if (known !== undefined) return known;
  const { icon, hue, kind, title, summary } = faceOf(node);
  const look = JSON.stringify([icon, hue, kind, title, summary, pinOf(node), portsOf(node)]);
  looks.set(node, look);
  return look;
}
