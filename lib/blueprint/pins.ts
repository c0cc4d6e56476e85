import type { Issue } from "./issue.ts";
import type { Blueprint, BlueprintNode } from "./schema.ts";

/** An agent that is published as it stood in an earlier version of the same blueprint. */
export type Pin = { nodeId: string; title: string; version: number };

/** The version a node is pinned to; null where it follows the draft, as everything but an agent does. */
export function pinOf(node: BlueprintNode): number | null {
  return "pin" in node.config ? (node.config.pin?.version ?? null) : null;
}

/** The pinned agents of a document, in its order. */
export function pinsOf(document: Blueprint): Pin[] {
  return document.nodes.flatMap((node) => {
    const version = pinOf(node);
    return version === null ? [] : [{ nodeId: node.id, title: node.title, version }];
  });
}

/**
 * Gives each pinned agent the settings it had in its version; name, place and wires stay those of the document. A pin
 * that leads nowhere changes nothing and is an error of the field `pin`. Done again it changes nothing.
 */
export function resolvePins(
  document: Blueprint,
  versions: ReadonlyMap<number, Blueprint>,
): { document: Blueprint; issues: Issue[] } {
  const issues: Issue[] = [];
  let resolved = document;
  for (const pin of pinsOf(document)) {
    const version = versions.get(pin.version);
    const next = version && withConfigOf(resolved, pin.nodeId, version, pin.version);
    if (next) resolved = next;
    else issues.push(leadsNowhere(pin, version !== undefined));
  }
  return { document: resolved, issues };
}

/**
 * The document with one agent's settings taken from another document, pinned to `pin` when that is given; null where
 * either has no such agent. All other nodes and every wire are the very same objects.
 */
export function withConfigOf(
  document: Blueprint,
  nodeId: string,
  source: Blueprint,
  pin?: number,
): Blueprint | null {
  const from = source.nodes.find(({ id }) => id === nodeId)?.config;
  const index = document.nodes.findIndex(({ id }) => id === nodeId);
  const node = document.nodes[index];
  if (!node || !from || !("pin" in from) || !("pin" in node.config)) return null;
  const config = pin === undefined ? from : { ...from, pin: { version: pin } };
  return { ...document, nodes: document.nodes.with(index, { ...node, config } as BlueprintNode) };
}

/** The node following the draft: for a copy, which no version knows under its new id. */
export function withoutPin(node: BlueprintNode): BlueprintNode {
  return pinOf(node) === null ? node : ({ ...node, config: { ...node.config, pin: null } } as BlueprintNode);
}

/** The document for another blueprint, whose versions are others: every agent follows the draft. */
export function withoutPins(document: Blueprint): Blueprint {
  if (pinsOf(document).length === 0) return document;
  return { ...document, nodes: document.nodes.map(withoutPin) };
}

function leadsNowhere({ nodeId, title, version }: Pin, exists: boolean): Issue {
  return {
    severity: "error",
    code: exists ? "pin-without-agent" : "pin-without-version",
    node: nodeId,
    field: "pin",
    message: exists
      ? `“${title}” is pinned to version ${version}, which does not have this agent.`
      : `“${title}” is pinned to version ${version}, which does not exist.`,
    fix: "Pin it to a version that has it, or let it follow the draft.",
    offer: { label: "Follow the draft", field: "pin", value: null },
  };
}
