"use client";

import { useEffect, useState } from "react";

/** Where something is on the screen. */
export type AnchorBox = { left: number; top: number; width: number; height: number };

/** The box of the first selector that is on the page, followed while it moves; null while there is none. */
export function useAnchorBox(selectors: readonly string[]): AnchorBox | null {
  const [box, setBox] = useState<AnchorBox | null>(null);
  const key = selectors.join("\n");
  useEffect(() => {
    let frame = 0;
    let last = "";
    let shown: Element | null = null;
    // A canvas moves its cards by transforms, which no observer reports; one rectangle a frame is cheap.
    const look = () => {
      const target = findShown(key.split("\n"));
      // A canvas is brought into place by its own view; scrolling it would tear cards and wires apart.
      if (target !== shown && !target?.closest(".react-flow")) target?.scrollIntoView({ block: "nearest" });
      shown = target;
      const rect = target?.getBoundingClientRect();
      const next = rect ? { left: rect.left, top: rect.top, width: rect.width, height: rect.height } : null;
      if (JSON.stringify(next) !== last) {
        last = JSON.stringify(next);
        setBox(next);
      }
      frame = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(frame);
  }, [key]);
  return box;
}

function findShown(selectors: readonly string[]): Element | null {
  for (const selector of selectors) {
    if (selector === "") continue;
    const found = [...document.querySelectorAll(selector)].findLast((one) => one.getClientRects().length > 0);
    if (found) return found;
  }
  return null;
}
