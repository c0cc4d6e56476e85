import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { type Frame, framesOf } from "./frames.ts";
import { nodeOf, portOf, wiresOf } from "./graph.ts";
import type { Blueprint, BlueprintNode } from "./schema.ts";

type Place = {
  /** The ids from the root down, joined; it names the row, not the node. */
  key: string;
  level: number;
  parent: string | null;
  hasChildren: boolean;
  /** What the wire to the parent says, in the words of the port. */
  relation: string | null;
};

/** A row of a node; one wired to several parents has a row below each, and what it uses below the first of them. */
export type NodeRow = Place & { node: BlueprintNode; frame: null };

/** A row of a group; its nodes stand below it, and below what they are wired to as well. */
export type GroupRow = Place & { node: null; frame: Frame };

/** A row of the outline. */
export type OutlineRow = NodeRow | GroupRow;

const deepest = 6;

/** The blueprint as a tree: the author's groups, then goals, below them the steps that pursue them, below those what they use. */
export function outlineOf(document: Blueprint): OutlineRow[] {
  const rows: OutlineRow[] = groupRows(document);
  const shown = new Set<string>();
  const unfolded = new Set<string>();
  const visit = (node: BlueprintNode, parent: OutlineRow | null, relation: string | null): void => {
    const path = parent ? parent.key.split("/") : [];
    // What stands below a node stands there once: its further rows only say that it is wired here, too.
    const isWhole = !unfolded.has(node.id) && (parent?.level ?? 0) < deepest;
    const children = isWhole ? childrenOf(document, node, path) : [];
    if (children.length > 0) unfolded.add(node.id);
    const key = [...path, node.id].join("/");
    const row: OutlineRow = {
      key,
      node,
      frame: null,
      level: path.length + 1,
      parent: parent?.key ?? null,
      hasChildren: children.length > 0,
      relation,
    };
    shown.add(node.id);
    rows.push(row);
    for (const child of children) visit(child.node, row, child.relation);
  };
  for (const goal of sorted(document.nodes.filter((node) => isPursued(document, node))))
    visit(goal, null, null);
  for (const step of sorted(document.nodes.filter(isStep))) if (!shown.has(step.id)) visit(step, null, null);
  for (const node of sorted(document.nodes)) if (!shown.has(node.id)) visit(node, null, null);
  return rows;
}

function groupRows(document: Blueprint): OutlineRow[] {
  return framesOf(document).flatMap((frame): OutlineRow[] => {
    const key = `group:${frame.id}`;
    const held = sorted(frame.nodes.flatMap((id) => nodeOf(document, id) ?? []));
    if (held.length === 0) return [];
    const root = { key, level: 1, parent: null, hasChildren: true, relation: null, node: null, frame };
    return [
      root,
      ...held.map((node): NodeRow => {
        const place = { key: `${key}/${node.id}`, level: 2, parent: key, hasChildren: false, relation: null };
        return { ...place, node, frame: null };
      }),
    ];
  });
}

/** The nodes that stand beside a row's node below the same parent, in the order of the outline. */
export function siblingsOf(rows: readonly OutlineRow[], row: OutlineRow): OutlineRow[] {
  return rows.filter((each) => each.parent === row.parent && (each.frame === null) === (row.frame === null));
}

function childrenOf(
  document: Blueprint,
  node: BlueprintNode,
  path: readonly string[],
): { node: BlueprintNode; relation: string }[] {
  const found = new Map<string, { node: BlueprintNode; relation: string }>();
  for (const wire of wiresOf(document, node.id)) {
    const outgoing = wire.from.node === node.id;
    const [here, there] = outgoing ? [wire.from, wire.to] : [wire.to, wire.from];
    const other = nodeOf(document, there.node);
    const port = portOf(document, here);
    if (!other || !port || other.id === node.id || path.includes(other.id)) continue;
    // Below a goal stand its steps; below a step what it uses and what it starts, never what it pursues.
    const belongs = isStep(node)
      ? port.relation !== "pursues" && (!isStep(other) || outgoing)
      : isPursued(document, node)
        ? isStep(other)
        : outgoing && !isStep(other) && !isPursued(document, other);
    if (belongs) found.set(other.id, { node: other, relation: port.label });
  }
  return sorted([...found.values()].map((each) => each.node)).flatMap((each) => found.get(each.id) ?? []);
}

function isStep(node: BlueprintNode): boolean {
  return nodeDefinition(node.kind).role === "step";
}

// What may be pursued is a goal, wired or not.
function isPursued(document: Blueprint, node: BlueprintNode): boolean {
  const ports = nodeDefinition(node.kind).ports(nodeOf(document, node.id)?.config as never);
  return ports.some((port) => port.side === "in" && port.relation === "pursues");
}

// The order of the drawing: from the top down, then from left to right.
function sorted(nodes: BlueprintNode[]): BlueprintNode[] {
  return nodes.toSorted(
    (a, b) => a.position.y - b.position.y || a.position.x - b.position.x || (a.id < b.id ? -1 : 1),
  );
}
