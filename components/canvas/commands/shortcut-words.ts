import type { Translate } from "#lib/translations/translate.ts";

const words: Record<string, string> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** A shortcut as it is printed on the keys of this machine: `Ctrl+Shift+Z`, or `⌘⇧Z` on a Mac. */
export function keyWords(shortcut: string, t: Translate<"canvas">): string {
  const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
  const keys = shortcut.split(/\+(?=.)/).map((key) => {
    if (key === "Mod") return isMac ? "⌘" : t("keys.Ctrl");
    if (key === "Shift") return isMac ? "⇧" : t("keys.Shift");
    if (key === "Alt") return isMac ? "⌥" : t("keys.Alt");
    if (key === "Escape" || key === "Delete") return t(`keys.${key}`);
    return words[key] ?? key;
  });
  return keys.join(isMac ? "" : "+");
}
