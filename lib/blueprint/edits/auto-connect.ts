import type { Port } from "#lib/nodes/define-node.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { legalTargets, nodeOf, portOf, portsOf, type WireEnd, wiresOf } from "../graph.ts";
import type { Blueprint, BlueprintNode } from "../schema.ts";
import { addWire } from "./wires.ts";

/**
 * Wires a newly placed node where there is exactly one sensible place: a resource, goal or trigger to the only
 * step, the first step of its kind to whatever stands loose. Where there is a choice it changes nothing.
 */
export function autoConnect(document: Blueprint, nodeId: string): Blueprint {
  const node = nodeOf(document, nodeId);
  if (!node) return document;
  const isStep = nodeDefinition(node.kind).role === "step";
  let connected = document;
  for (const port of portsOf(node)) {
    const end = { node: nodeId, port: port.id };
    for (const target of isStep ? looseEnds(connected, node, port) : onlyStep(connected, end)) {
      connected = port.side === "out" ? addWire(connected, end, target) : addWire(connected, target, end);
    }
  }
  return connected;
}

/** Puts a node that has an incoming and an outgoing port of the wire's relation between the wire's two ends. */
export function placeOnWire(document: Blueprint, wireId: string, nodeId: string): Blueprint {
  const wire = document.wires.find((candidate) => candidate.id === wireId);
  const node = nodeOf(document, nodeId);
  if (!wire || !node || wire.from.node === nodeId || wire.to.node === nodeId) return document;
  const relation = portOf(document, wire.from)?.relation;
  const entry = portsOf(node).find((port) => port.side === "in" && port.relation === relation);
  const exit = portsOf(node).find((port) => port.side === "out" && port.relation === relation);
  if (!entry || !exit) return document;
  const isWired = (port: Port) => wiresOf(document, nodeId, port.id).length > 0;
  if (isWired(entry) || isWired(exit)) return document;
  const open = { ...document, wires: document.wires.filter((candidate) => candidate !== wire) };
  const entered = addWire(open, wire.from, { node: nodeId, port: entry.id });
  return addWire(entered, { node: nodeId, port: exit.id }, wire.to);
}

function onlyStep(document: Blueprint, end: WireEnd): WireEnd[] {
  const steps = legalTargets(document, end).filter((target) => roleOf(document, target) === "step");
  const idle = steps.filter((target) => wiresOf(document, target.node, target.port).length === 0);
  // A trigger starts one step: the one nothing starts yet, else the only one there is.
  const candidates = portOf(document, end)?.relation === "starts" && idle.length > 0 ? idle : steps;
  return candidates.length === 1 ? candidates : [];
}

function looseEnds(document: Blueprint, node: BlueprintNode, port: Port): WireEnd[] {
  const rivals = document.nodes.filter((other) => other.kind === node.kind);
  if (rivals.length > 1) return [];
  const loose = legalTargets(document, { node: node.id, port: port.id }).filter(
    (target) =>
      roleOf(document, target) !== "step" && wiresOf(document, target.node, target.port).length === 0,
  );
  return port.max === undefined ? loose : loose.slice(0, port.max);
}

function roleOf(document: Blueprint, end: WireEnd): string | undefined {
  const node = nodeOf(document, end.node);
  return node && nodeDefinition(node.kind).role;
}
