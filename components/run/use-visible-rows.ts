"use client";

import { type RefObject, useEffect, useState } from "react";

/** Rows drawn above and below what is seen, so that scrolling shows no gap. */
const spare = 12;

/** The rows of a long list that are in view, for rows of one height in a box that scrolls. */
export function useVisibleRows(
  box: RefObject<HTMLElement | null>,
  count: number,
  height: number,
): { from: number; to: number } {
  const [range, setRange] = useState({ from: 0, to: Math.min(count, 60) });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const from = Math.max(0, Math.floor(element.scrollTop / height) - spare);
      const to = Math.min(count, Math.ceil((element.scrollTop + element.clientHeight) / height) + spare);
      setRange((before) => (before.from === from && before.to === to ? before : { from, to }));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      sizes.disconnect();
    };
  }, [box, count, height]);
  return range;
}
