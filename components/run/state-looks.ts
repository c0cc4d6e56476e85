import type { Tone } from "#components/ui/badge.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";
import type { ActionStatus, NodeProgress } from "#lib/run-events/run-state.ts";

/** A state as icon, colour and word. */
export type StateLook = { icon: IconName; tone: Tone; word: string };

/** How the states of nodes and actions look, the same wherever a run is shown. */
export const stateLooks: Record<ActionStatus | NodeProgress["state"], StateLook> = {
  idle: { icon: "circle-dashed", tone: "neutral", word: "Not reached" },
  active: { icon: "loader-circle", tone: "accent", word: "Active" },
  proposed: { icon: "circle-dashed", tone: "neutral", word: "Proposed" },
  waiting: { icon: "hourglass", tone: "waiting", word: "Waiting" },
  running: { icon: "loader-circle", tone: "accent", word: "Running" },
  done: { icon: "check", tone: "ok", word: "Done" },
  failed: { icon: "circle-x", tone: "failed", word: "Failed" },
  unknown: { icon: "circle-help", tone: "waiting", word: "Unknown" },
  rejected: { icon: "circle-slash", tone: "neutral", word: "Rejected" },
  blocked: { icon: "circle-slash", tone: "failed", word: "Blocked" },
  undone: { icon: "undo-2", tone: "neutral", word: "Undone" },
};
