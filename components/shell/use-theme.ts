"use client";

import { useEffect, useState } from "react";

/** The theme chosen; `system` follows the device. */
export type ThemeChoice = "system" | "light" | "dark";

function apply(choice: ThemeChoice): void {
  const dark =
    choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

/** Reads and sets the theme; it is kept in this browser. */
export function useTheme(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const [choice, setChoice] = useState<ThemeChoice>("system");
  useEffect(() => {
    const stored = localStorage.getItem("theme");
    if (stored === "light" || stored === "dark") setChoice(stored);
  }, []);
  useEffect(() => {
    if (choice !== "system") return;
    const media = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => apply("system");
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, [choice]);
  function choose(next: ThemeChoice): void {
    localStorage.setItem("theme", next);
    setChoice(next);
    apply(next);
  }
  return [choice, choose];
}
