"use client";

import { useEffect } from "react";
import { useDesigner } from "./store/use-designer.ts";

const key = "aimwright:designer-panels";

/** Remembers in this browser which panels are shown. */
export function usePanelMemory(): void {
  const { session } = useDesigner();
  useEffect(() => {
    const kept = localStorage.getItem(key);
    if (kept)
      session.setState({ paletteOpen: !kept.includes("no-palette"), panelOpen: !kept.includes("no-panel") });
    return session.subscribe((state, before) => {
      if (state.paletteOpen === before.paletteOpen && state.panelOpen === before.panelOpen) return;
      const closed = [state.paletteOpen ? "" : "no-palette", state.panelOpen ? "" : "no-panel"];
      localStorage.setItem(key, closed.filter(Boolean).join(" ") || "all");
    });
  }, [session]);
}
