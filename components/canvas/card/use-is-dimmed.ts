"use client";

import { useStore } from "zustand";
import { wiresOf } from "#lib/blueprint/graph.ts";
import { useDesigner } from "../store/use-designer.ts";

/** Whether a card has nothing to do with the one node selected. */
export function useIsDimmed(id: string): boolean {
  const designer = useDesigner();
  return useStore(designer.session, ({ selectedNodes }) => {
    const [only, second] = selectedNodes;
    if (only === undefined || second !== undefined || only === id) return false;
    const wires = wiresOf(designer.document.getState().document, only);
    return !wires.some((wire) => wire.from.node === id || wire.to.node === id);
  });
}
