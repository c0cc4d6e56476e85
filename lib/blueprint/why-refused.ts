import { abilityKinds } from "#lib/abilities/definitions.ts";
import type { Port } from "#lib/nodes/define-node.ts";
import { type NodeKind, nodeDefinition, nodeKinds } from "#lib/nodes/definitions.ts";
import { isLegalWire, nodeOf, portOf, portsOf, type WireEnd } from "./graph.ts";
import type { Blueprint, BlueprintNode } from "./schema.ts";

/**
 * Why a wire begun at one port may not end at another, in words that say where it may; null where it may.
 * The ends are given as a person draws them, whichever of them is the outgoing one.
 */
export function whyRefused(document: Blueprint, begun: WireEnd, at: WireEnd): string | null {
  const [origin, target] = [portOf(document, begun), portOf(document, at)];
  const node = nodeOf(document, at.node);
  if (!origin || !target || !node) return "This port is not there any more.";
  if (begun.node === at.node) return "A node cannot be wired to itself.";
  if (origin.relation === target.relation && origin.side !== target.side) {
    const verdict =
      origin.side === "out" ? isLegalWire(document, begun, at) : isLegalWire(document, at, begun);
    return verdict.ok ? null : verdict.reason;
  }
  return `${whereTo(origin, node)}${betterPort(node, origin)}`;
}

/** Why no wire may be drawn between two nodes, in either direction; null where one may. */
export function whyApart(document: Blueprint, nodeId: string, otherId: string): string | null {
  const [node, other] = [nodeOf(document, nodeId), nodeOf(document, otherId)];
  if (!node || !other) return "This node is not there any more.";
  const reasons = portsOf(node).flatMap((origin) =>
    portsOf(other)
      .filter((port) => fits(origin, port))
      .map((port) =>
        whyRefused(document, { node: nodeId, port: origin.id }, { node: otherId, port: port.id }),
      ),
  );
  if (reasons.includes(null)) return null;
  const [reason] = reasons;
  if (reason) return reason;
  const kinds = [...new Set(portsOf(node).flatMap((port) => kindsOpposite(port)))];
  const [one, another] = [node, other].map(({ kind }) => withArticle(nodeDefinition(kind).title));
  const where = orList(kinds.map((kind) => withArticle(nodeDefinition(kind).title)));
  return kinds.length === 0
    ? `Nothing can be wired to ${one}.`
    : `${capital(one ?? "")} wires with ${where}, not with ${another}.`;
}

function fits(origin: Port, port: Port): boolean {
  return port.relation === origin.relation && port.side !== origin.side;
}

function whereTo(origin: Port, node: BlueprintNode): string {
  const kinds = kindsOpposite(origin);
  const joint = origin.side === "out" ? "leads to" : "comes from";
  const not = origin.side === "out" ? "to" : "from";
  const where = orList(kinds.map((kind) => withArticle(nodeDefinition(kind).title)));
  const there = kinds.includes(node.kind) ? "this port" : withArticle(nodeDefinition(node.kind).title);
  return `“${origin.label}” ${joint} ${where}, not ${not} ${there}.`;
}

function betterPort(node: BlueprintNode, origin: Port): string {
  const better = portsOf(node).find((port) => fits(origin, port));
  return better ? ` Its port “${better.label}” takes it.` : "";
}

// The kinds of nodes with a port that a wire from this one may end at.
function kindsOpposite(origin: Port): NodeKind[] {
  return nodeKinds.filter((kind) => plainPorts(kind).some((port) => fits(origin, port)));
}

// Ports can depend on the config; those of a node fresh from the palette say what a kind is for.
const plain = new Map<NodeKind, Port[]>();

function plainPorts(kind: NodeKind): Port[] {
  const known = plain.get(kind);
  if (known) return known;
  const definition = nodeDefinition(kind);
  const parsed = [{}, { ability: abilityKinds[0] }]
    .map((config) => definition.config.safeParse(config))
    .find((each) => each.success);
  const ports = parsed?.success ? definition.ports(parsed.data as never) : [];
  plain.set(kind, ports);
  return ports;
}

function withArticle(title: string): string {
  const word = /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
  return `${/^[aeiou]/i.test(word) ? "an" : "a"} ${word}`;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function orList(words: string[]): string {
  if (words.length <= 1) return words[0] ?? "nothing here";
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
