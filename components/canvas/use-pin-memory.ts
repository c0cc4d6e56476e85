"use client";

import { useEffect } from "react";
import { useDesigner } from "./store/use-designer.ts";

const mostCharacters = 500_000;

/** Remembers an author's pinned results in this browser, blueprint by blueprint. */
export function usePinMemory(): void {
  const { id, session } = useDesigner();
  useEffect(() => {
    const key = `aimwright:pins:${id}`;
    const kept = read(localStorage.getItem(key));
    if (kept) session.setState({ pinned: kept });
    return session.subscribe(({ pinned }, before) => {
      if (pinned === before.pinned) return;
      const text = JSON.stringify(pinned);
      if (text === "{}") localStorage.removeItem(key);
      // What the browser has no room for lasts as long as the page.
      else if (text.length <= mostCharacters) localStorage.setItem(key, text);
    });
  }, [id, session]);
}

function read(text: string | null): Record<string, unknown> | null {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    return typeof kept === "object" && kept !== null && !Array.isArray(kept) ? { ...kept } : null;
  } catch {
    return null;
  }
}
