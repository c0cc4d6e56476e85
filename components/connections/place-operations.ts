import { freePlace } from "#components/canvas/place-node.ts";
import type { AbilityKind } from "#lib/abilities/definitions.ts";
import { addNode, toolNames } from "#lib/blueprint/edits/add-node.ts";
import { numbered } from "#lib/blueprint/edits/fresh-names.ts";
import { addWire } from "#lib/blueprint/edits/wires.ts";
import { legalTargets, nodeOf, portsOf } from "#lib/blueprint/graph.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";

/** An operation on its way to the canvas. */
export type PlacedOperation = {
  title: string;
  ability: string;
  name: string;
  purpose: string;
  settings: Record<string, unknown>;
};

/** The steps that can use an ability. */
export function usersOf(document: Blueprint): { id: string; title: string }[] {
  return document.nodes
    .filter((node) => portsOf(node).some((port) => port.side === "out" && port.relation === "can"))
    .map(({ id, title }) => ({ id, title }));
}

/** Places one ability for each operation and wires it to the chosen step, as one change of the document. */
export function placeOperations(
  document: Blueprint,
  operations: readonly PlacedOperation[],
  agentId: string | null,
  middle: { x: number; y: number },
): Blueprint {
  return operations.reduce((before, operation) => {
    const taken = new Set(before.nodes.map((node) => node.title));
    const at = agentId === null ? freePlace(before, "ability", middle) : besideAgent(before, agentId, middle);
    const added = addNode(before, "ability", at, {
      // The server names the kind from the same record.
      ability: operation.ability as AbilityKind,
      title: numbered(operation.title.slice(0, 190), taken, " "),
      config: {
        name: numbered(operation.name, toolNames(before), "_"),
        purpose: operation.purpose,
        settings: operation.settings,
      },
    });
    const id = added.nodes.at(-1)?.id ?? "";
    return agentId === null ? added : wired(added, id, agentId);
  }, document);
}

// The free place is looked for beside a step; with several, beside the one that was chosen.
function besideAgent(document: Blueprint, agentId: string, middle: { x: number; y: number }) {
  const first = document.nodes.filter((node) => node.id === agentId);
  const others = document.nodes.filter(
    (node) => node.id !== agentId && nodeDefinition(node.kind).role !== "note",
  );
  return freePlace({ ...document, nodes: [...first, ...others] }, "ability", middle);
}

function wired(document: Blueprint, id: string, agentId: string): Blueprint {
  const node = nodeOf(document, id);
  for (const port of node ? portsOf(node) : []) {
    const end = { node: id, port: port.id };
    const target = legalTargets(document, end).find((candidate) => candidate.node === agentId);
    if (target) return port.side === "out" ? addWire(document, end, target) : addWire(document, target, end);
  }
  return document;
}
