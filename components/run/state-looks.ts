import type { Tone } from "#components/ui/badge.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";
import type { ActionStatus, NodeProgress } from "#lib/run-events/run-state.ts";

/** A state as icon and colour; its word is in the messages of the chat, under `states`. */
export type StateLook = { icon: IconName; tone: Tone };

/** How the states of nodes and actions look, the same wherever a run is shown. */
export const stateLooks: Record<ActionStatus | NodeProgress["state"], StateLook> = {
  idle: { icon: "circle-dashed", tone: "neutral" },
  active: { icon: "loader-circle", tone: "accent" },
  proposed: { icon: "circle-dashed", tone: "neutral" },
  waiting: { icon: "hourglass", tone: "waiting" },
  running: { icon: "loader-circle", tone: "accent" },
  done: { icon: "check", tone: "ok" },
  failed: { icon: "circle-x", tone: "failed" },
  unknown: { icon: "circle-help", tone: "waiting" },
  rejected: { icon: "circle-slash", tone: "neutral" },
  blocked: { icon: "circle-slash", tone: "failed" },
  undone: { icon: "undo-2", tone: "neutral" },
};
