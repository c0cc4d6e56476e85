import type { Port, Relation } from "#lib/nodes/define-node.ts";
import { type NodeKind, nodeDefinition } from "#lib/nodes/definitions.ts";
import type { Blueprint, BlueprintNode, Wire } from "./schema.ts";

/** One end of a wire: a node and one of its ports. */
export type WireEnd = Wire["from"];

/** Whether a wire may be drawn, and the reason in words when not. */
export type WireVerdict = { ok: true } | { ok: false; reason: string };

type Index = {
  nodes: Map<string, BlueprintNode>;
  ports: Map<string, Port[]>;
  wires: Map<string, Wire[]>;
};

// Documents are immutable, so what is worked out for one stays true; without this a drag over 2,000 nodes stutters.
const indexes = new WeakMap<Blueprint, Index>();

/** The ports a node has with its present config. */
export function portsOf(node: BlueprintNode): Port[] {
  return nodeDefinition(node.kind).ports(node.config);
}

/** The node of an id, if the document has it. */
export function nodeOf(document: Blueprint, id: string): BlueprintNode | undefined {
  return indexOf(document).nodes.get(id);
}

/** All nodes of one kind, with the config type of that kind. */
export function nodesOfKind<Kind extends NodeKind>(
  document: Blueprint,
  kind: Kind,
): Extract<BlueprintNode, { kind: Kind }>[] {
  return document.nodes.filter((node): node is Extract<BlueprintNode, { kind: Kind }> => node.kind === kind);
}

/** The port an end names, or undefined when node or port is not there. */
export function portOf(document: Blueprint, end: WireEnd): Port | undefined {
  return indexOf(document)
    .ports.get(end.node)
    ?.find((port) => port.id === end.port);
}

/** Every wire that begins or ends at a node, or at one port of it. */
export function wiresOf(document: Blueprint, nodeId: string, port?: string): Wire[] {
  const all = indexOf(document).wires.get(nodeId) ?? [];
  if (port === undefined) return all;
  return all.filter((wire) => touches(wire.from, nodeId, port) || touches(wire.to, nodeId, port));
}

/** The nodes at the other ends of a node's wires of one relation: `out` follows wires forward, `in` back. */
export function neighboursOf(
  document: Blueprint,
  nodeId: string,
  relation: Relation,
  side: Port["side"],
): BlueprintNode[] {
  const found = new Map<string, BlueprintNode>();
  for (const wire of wiresOf(document, nodeId)) {
    const [here, there] = side === "out" ? [wire.from, wire.to] : [wire.to, wire.from];
    if (here.node !== nodeId || portOf(document, here)?.relation !== relation) continue;
    // A wire that does not fit carries nothing in a run either.
    if (wireMisfit(document, wire.from, wire.to)) continue;
    const node = nodeOf(document, there.node);
    if (node) found.set(node.id, node);
  }
  return [...found.values()];
}

/** Judges a wire that is about to be drawn from an `out` port to an `in` port. */
export function isLegalWire(document: Blueprint, from: WireEnd, to: WireEnd): WireVerdict {
  const misfit = wireMisfit(document, from, to);
  if (misfit) return { ok: false, reason: misfit };
  if (wiresOf(document, from.node).some((wire) => sameEnds(wire, from, to)))
    return { ok: false, reason: "These two are wired already." };
  for (const end of [from, to]) {
    const port = portOf(document, end);
    if (port?.max !== undefined && wiresOf(document, end.node, end.port).length >= port.max)
      return {
        ok: false,
        reason: `“${port.label}” takes ${port.max === 1 ? "one wire" : `${port.max} wires`}.`,
      };
  }
  return { ok: true };
}

/** Why two ends can never be joined whatever else is wired, or null: missing ends, direction, relation. */
export function wireMisfit(document: Blueprint, from: WireEnd, to: WireEnd): string | null {
  for (const end of [from, to]) {
    const node = nodeOf(document, end.node);
    if (!node) return `There is no node “${end.node}”.`;
    if (!portOf(document, end)) return `“${node.title}” has no port “${end.port}”.`;
  }
  if (from.node === to.node) return "A node cannot be wired to itself.";
  const [source, target] = [portOf(document, from), portOf(document, to)];
  if (source?.side !== "out" || target?.side !== "in")
    return "A wire goes from an outgoing port to an incoming one.";
  if (source.relation !== target.relation)
    return `“${source.label}” and “${target.label}” say different things and cannot be joined.`;
  return null;
}

/** Every port a wire drawn from (or, for an `in` port, to) the given one may end at. */
export function legalTargets(document: Blueprint, end: WireEnd): WireEnd[] {
  const origin = portOf(document, end);
  if (!origin) return [];
  const targets: WireEnd[] = [];
  for (const [node, ports] of indexOf(document).ports)
    for (const port of ports) {
      if (port.side === origin.side || port.relation !== origin.relation) continue;
      const other = { node, port: port.id };
      const verdict =
        origin.side === "out" ? isLegalWire(document, end, other) : isLegalWire(document, other, end);
      if (verdict.ok) targets.push(other);
    }
  return targets;
}

function touches(end: WireEnd, node: string, port: string): boolean {
  return end.node === node && end.port === port;
}

function sameEnds(wire: Wire, from: WireEnd, to: WireEnd): boolean {
  return touches(wire.from, from.node, from.port) && touches(wire.to, to.node, to.port);
}

function indexOf(document: Blueprint): Index {
  const known = indexes.get(document);
  if (known) return known;
  const index: Index = { nodes: new Map(), ports: new Map(), wires: new Map() };
  for (const node of document.nodes) {
    index.nodes.set(node.id, node);
    index.ports.set(node.id, portsOf(node));
    index.wires.set(node.id, []);
  }
  for (const wire of document.wires) {
    index.wires.get(wire.from.node)?.push(wire);
    if (wire.to.node !== wire.from.node) index.wires.get(wire.to.node)?.push(wire);
  }
  indexes.set(document, index);
  return index;
}
