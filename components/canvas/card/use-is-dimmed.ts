"use client";

import { useStore } from "zustand";
import { dependenciesOf } from "#lib/blueprint/dependencies.ts";
import { wiresOf } from "#lib/blueprint/graph.ts";
import { tracedNode } from "../store/traced-node.ts";
import { useDesigner } from "../store/use-designer.ts";

/** Whether a card has nothing to do with the one node selected, or with the one whose dependencies are lit. */
export function useIsDimmed(id: string): boolean {
  const designer = useDesigner();
  return useStore(designer.session, (session) => {
    const { document } = designer.document.getState();
    const traced = tracedNode(session);
    if (traced !== null) {
      const { needs, neededBy } = dependenciesOf(document, traced);
      return traced !== id && !needs.has(id) && !neededBy.has(id);
    }
    const [only, second] = session.selectedNodes;
    if (only === undefined || second !== undefined || only === id) return false;
    const wires = wiresOf(document, only);
    return !wires.some((wire) => wire.from.node === id || wire.to.node === id);
  });
}
