import type { Tone } from "#components/ui/badge.tsx";
import type { Change } from "#lib/blueprint/diff.ts";
import type { IconName } from "#lib/nodes/icon-names.ts";

/** How a kind of change is marked: sign, colour and the line around or along it. */
export const changeLooks: Record<
  Change["kind"],
  { icon: IconName; tone: Tone; color: string; dash: string | undefined }
> = {
  added: { icon: "plus", tone: "ok", color: "var(--ok)", dash: undefined },
  removed: { icon: "minus", tone: "failed", color: "var(--failed)", dash: "7 5" },
  changed: { icon: "pencil", tone: "accent", color: "var(--accent)", dash: "2 3" },
};
