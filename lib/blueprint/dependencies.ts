import type { Relation } from "#lib/nodes/define-node.ts";
import { portOf, wiresOf } from "./graph.ts";
import type { Blueprint } from "./schema.ts";

/** What a node cannot do without, and what cannot do without it; both at any distance, without the node itself. */
export type Dependencies = { needs: ReadonlySet<string>; neededBy: ReadonlySet<string> };

// Which end of a wire depends on the other: an agent on what it knows, but also on what starts and guards it.
const dependentEnd: Record<Relation, "from" | "to"> = {
  starts: "to",
  pursues: "from",
  knows: "from",
  can: "from",
  remembers: "from",
  guards: "to",
  delegates: "from",
  measures: "to",
};

const known = new WeakMap<Blueprint, Map<string, Dependencies>>();

/** Everything a node depends on and everything that depends on it, along the wires. */
export function dependenciesOf(document: Blueprint, nodeId: string): Dependencies {
  const cache = known.get(document) ?? new Map<string, Dependencies>();
  known.set(document, cache);
  const found = cache.get(nodeId) ?? {
    needs: reach(document, nodeId, "needs"),
    neededBy: reach(document, nodeId, "neededBy"),
  };
  cache.set(nodeId, found);
  return found;
}

/** Whether a wire is one of those by which the node depends on something, or something on it. */
export function carriesDependency(
  document: Blueprint,
  nodeId: string,
  wire: { from: string; to: string },
): boolean {
  const { needs, neededBy } = dependenciesOf(document, nodeId);
  const within = (set: ReadonlySet<string>) =>
    [wire.from, wire.to].every((id) => id === nodeId || set.has(id));
  return within(needs) || within(neededBy);
}

function reach(document: Blueprint, nodeId: string, way: keyof Dependencies): Set<string> {
  const seen = new Set<string>();
  const open = [nodeId];
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const wire of wiresOf(document, id)) {
      const relation = portOf(document, wire.from)?.relation;
      if (!relation) continue;
      const dependent = wire[dependentEnd[relation]].node;
      const other = wire.from.node === id ? wire.to.node : wire.from.node;
      if ((dependent === id) !== (way === "needs") || other === nodeId || seen.has(other)) continue;
      seen.add(other);
      open.push(other);
    }
  return seen;
}
