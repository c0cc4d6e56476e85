import { AppError } from "#lib/foundation/errors.ts";
import { type Frame, framesOf, withFrames } from "../frames.ts";
import { withoutPin } from "../pins.ts";
import { type Blueprint, type BlueprintNode, documentLimits, type Wire } from "../schema.ts";
import { toolNames } from "./add-node.ts";
import { newElementId, numbered } from "./fresh-names.ts";
import { onCanvas } from "./on-canvas.ts";

/** A part of a document: nodes, the wires among them and the groups that are wholly in it. */
export type Fragment = {
  nodes: readonly BlueprintNode[];
  wires: readonly Wire[];
  frames: readonly Frame[];
};

/** Cuts out copies of nodes with the wires that run between them and the groups they fill. */
export function copyNodes(document: Blueprint, ids: Iterable<string>): Fragment {
  const chosen = new Set(ids);
  return {
    nodes: document.nodes.filter((node) => chosen.has(node.id)),
    wires: document.wires.filter((wire) => chosen.has(wire.from.node) && chosen.has(wire.to.node)),
    frames: framesOf(document).filter((frame) => frame.nodes.every((id) => chosen.has(id))),
  };
}

/** Adds a fragment under new ids, moved by an offset; the pasted nodes stand last in `nodes`, in the fragment's order. */
export function pasteNodes(
  document: Blueprint,
  fragment: Fragment,
  offset: { x: number; y: number },
): Blueprint {
  if (document.nodes.length + fragment.nodes.length > documentLimits.nodes)
    throw new AppError("limit_reached", `A blueprint holds at most ${documentLimits.nodes} nodes.`);
  const ids = new Map<string, string>();
  const names = toolNames(document);
  const nodes = fragment.nodes.map((node): BlueprintNode => {
    const id = newElementId(node.kind);
    ids.set(node.id, id);
    const position = onCanvas({ x: node.position.x + offset.x, y: node.position.y + offset.y });
    return renameTool(withoutPin({ ...node, id, position }), names);
  });
  const wires = fragment.wires.flatMap((wire): Wire[] => {
    const [from, to] = [ids.get(wire.from.node), ids.get(wire.to.node)];
    if (from === undefined || to === undefined) return [];
    const id = newElementId("wire");
    return [{ ...wire, id, from: { ...wire.from, node: from }, to: { ...wire.to, node: to } }];
  });
  const frames = fragment.frames.map(
    (frame): Frame => ({
      ...frame,
      id: newElementId("frame"),
      nodes: frame.nodes.flatMap((id) => ids.get(id) ?? []),
    }),
  );
  const pasted = { ...document, nodes: [...document.nodes, ...nodes], wires: [...document.wires, ...wires] };
  return withFrames(pasted, [...framesOf(document), ...frames]);
}

/** Puts copies of nodes a little below and to the right of the originals. */
export function duplicateNodes(document: Blueprint, ids: Iterable<string>): Blueprint {
  return pasteNodes(document, copyNodes(document, ids), { x: 32, y: 32 });
}

// Two abilities of one agent may not share a name, so a copy gets its own.
function renameTool(node: BlueprintNode, names: Set<string>): BlueprintNode {
  if (!("ability" in node.config) || node.config.name === "") return node;
  const name = numbered(node.config.name, names, "_").slice(0, 64);
  names.add(name);
  return { ...node, config: { ...node.config, name } } as BlueprintNode;
}
