"use client";

import { useEffect, useState } from "react";

const key = "aimwright:designer-view";

/** Whether a wide screen shows the outline in place of the canvas; remembered in this browser. */
export function useOutlineChoice(): [boolean, (outline: boolean) => void] {
  const [outline, setOutline] = useState(false);
  useEffect(() => setOutline(localStorage.getItem(key) === "outline"), []);
  return [
    outline,
    (next) => {
      localStorage.setItem(key, next ? "outline" : "canvas");
      setOutline(next);
    },
  ];
}
