import type { Tone } from "#components/ui/badge.tsx";
import type { Change } from "#lib/blueprint/diff.ts";
import type { IconName } from "#lib/nodes/icon-names.ts";

/** What a change is about, in one word. */
export const changeWords: Record<Change["what"], string> = {
  node: "node",
  wire: "wire",
  frame: "group",
  setting: "setting",
};

/** How a kind of change is marked: sign, word, colour and the line around or along it. */
export const changeLooks: Record<
  Change["kind"],
  { icon: IconName; word: string; tone: Tone; color: string; dash: string | undefined }
> = {
  added: { icon: "plus", word: "Added", tone: "ok", color: "var(--ok)", dash: undefined },
  removed: { icon: "minus", word: "Removed", tone: "failed", color: "var(--failed)", dash: "7 5" },
  changed: { icon: "pencil", word: "Changed", tone: "accent", color: "var(--accent)", dash: "2 3" },
};
