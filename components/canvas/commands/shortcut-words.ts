const words: Record<string, string> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
  Delete: "Del",
};

/** A shortcut as it is printed on the keys of this machine: `Ctrl+Shift+Z`, or `⌘⇧Z` on a Mac. */
export function keyWords(shortcut: string): string {
  const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
  const keys = shortcut.split(/\+(?=.)/).map((key) => {
    if (key === "Mod") return isMac ? "⌘" : "Ctrl";
    if (key === "Shift") return isMac ? "⇧" : "Shift";
    if (key === "Alt") return isMac ? "⌥" : "Alt";
    return words[key] ?? key;
  });
  return keys.join(isMac ? "" : "+");
}
