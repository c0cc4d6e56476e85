import { AppError } from "#lib/foundation/errors.ts";
import { stableJson } from "#lib/foundation/stable-json.ts";
import { framesOf, withFrames } from "../frames.ts";
import { nodeOf, portsOf } from "../graph.ts";
import type { Blueprint, BlueprintNode } from "../schema.ts";
import { parseConfig } from "./add-node.ts";
import { onCanvas } from "./on-canvas.ts";

/** Takes nodes away together with every wire that touched them; a group that loses its last node goes too. */
export function removeNodes(document: Blueprint, ids: Iterable<string>): Blueprint {
  const gone = new Set(ids);
  if (!document.nodes.some((node) => gone.has(node.id))) return document;
  const left = {
    ...document,
    nodes: document.nodes.filter((node) => !gone.has(node.id)),
    wires: document.wires.filter((wire) => !gone.has(wire.from.node) && !gone.has(wire.to.node)),
  };
  return withFrames(left, framesOf(left));
}

/** Puts nodes at new places; ids that are not there are passed over, and what stays in place stays the same. */
export function moveNodes(
  document: Blueprint,
  places: Readonly<Record<string, { x: number; y: number }>>,
): Blueprint {
  let moved = false;
  const nodes = document.nodes.map((node): BlueprintNode => {
    const wanted = Object.hasOwn(places, node.id) ? places[node.id] : undefined;
    const position = wanted && onCanvas(wanted);
    if (!position || (position.x === node.position.x && position.y === node.position.y)) return node;
    moved = true;
    return { ...node, position };
  });
  return moved ? { ...document, nodes } : document;
}

/** Gives a node another title. */
export function renameNode(document: Blueprint, nodeId: string, title: string): Blueprint {
  return replaceNode(document, nodeId, (node) => ({ ...node, title: title.slice(0, 200) }));
}

/**
 * Overwrites fields of a node's config; throws `invalid_input` when the result does not parse. Wires to ports
 * that the new config no longer has, such as a branch taken away, go with them.
 */
export function changeConfig(
  document: Blueprint,
  nodeId: string,
  patch: Readonly<Record<string, unknown>>,
): Blueprint {
  const changed = replaceNode(document, nodeId, (node) => {
    const config = parseConfig(node.kind, { ...node.config, ...patch });
    // The one cast: `config` was parsed by the schema of this node's kind.
    return { ...node, config } as BlueprintNode;
  });
  const node = nodeOf(changed, nodeId);
  const ports = new Set(node ? portsOf(node).map((port) => port.id) : []);
  const wires = changed.wires.filter((wire) =>
    [wire.from, wire.to].every((end) => end.node !== nodeId || ports.has(end.port)),
  );
  return wires.length === changed.wires.length ? changed : { ...changed, wires };
}

function replaceNode(
  document: Blueprint,
  nodeId: string,
  change: (node: BlueprintNode) => BlueprintNode,
): Blueprint {
  if (!nodeOf(document, nodeId)) throw new AppError("not_found", `There is no node “${nodeId}”.`);
  let changed = false;
  const nodes = document.nodes.map((node) => {
    if (node.id !== nodeId) return node;
    const next = change(node);
    changed = stableJson(next) !== stableJson(node);
    return next;
  });
  // A field that is left as it was is no step of the history.
  return changed ? { ...document, nodes } : document;
}
