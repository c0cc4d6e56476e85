import { createStore, type StoreApi } from "zustand/vanilla";
import type { Issue } from "#lib/blueprint/issue.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";

/** The tabs of the right panel. */
export type PanelTab = "inspect" | "test" | "issues" | "versions";

/** Where the author's work is: with the server, under way, or only here. */
export type SaveState =
  | { is: "saved"; at: number | null }
  | { is: "unsaved" }
  | { is: "saving" }
  | { is: "offline" }
  | { is: "refused"; message: string }
  | { is: "conflict"; base: Blueprint; theirs: { revision: number; document: Blueprint } };

/** What the canvas can be asked to do with its view. */
export type CanvasView = {
  center: () => { x: number; y: number };
  fit: () => void;
  zoomIn: () => void;
  zoomOut: () => void;
  reveal: (nodeId: string) => void;
};

/** What one person looks at and does; neither saved nor undone. */
export type SessionState = {
  selectedNodes: readonly string[];
  selectedWires: readonly string[];
  tab: PanelTab;
  paletteOpen: boolean;
  panelOpen: boolean;
  /** The field to bring into view, when an issue was followed. */
  wantedField: { node: string; field: string } | null;
  announcement: string;
  issues: readonly Issue[];
  save: SaveState;
  revision: number;
  liveVersion: number | null;
  hasChanges: boolean;
  view: CanvasView | null;
  publishOpen: boolean;
  /** The goal being written with the wizard: a node's id, or null for a new one; undefined while it is closed. */
  wizardGoal?: string | null | undefined;
  connectOpen: boolean;
  /** The node whose wires are chosen from a list. */
  wiring: string | null;
  /** The group whose title is being written. */
  renamingFrame: string | null;
  /** The node to be kept as a preset. */
  presetFrom: string | null;
  historyOpen: boolean;
  /** Whether the dependencies of a node are lit: while Shift is held, or until it is ended. */
  tracing: "off" | "held" | "kept";
  /** The card under the pointer, known only while Shift is held. */
  hoveredNode: string | null;
  /** Sends what is not saved yet at once; null until saving has begun. */
  saveNow: (() => Promise<void>) | null;
  commandsOpen: boolean;
  shortcutsOpen: boolean;
  findOpen: boolean;
  /** A question to be sent by the test chat as soon as it can. */
  askNow: string | null;
  /** Results that stand in for calls of test runs, by the ability's node; kept in this browser. */
  pinned: Readonly<Record<string, unknown>>;
  /** The node the next test runs begin at; null for the trigger. */
  runFrom: string | null;
};

/** The store of {@link SessionState}. */
export type SessionStore = StoreApi<SessionState>;

const nobody: readonly string[] = [];

/** A session that begins with nothing selected. */
export function createSessionStore(
  loaded: Pick<SessionState, "issues" | "revision" | "liveVersion" | "hasChanges"> & {
    savedAt: number | null;
  },
): SessionStore {
  const { savedAt, ...rest } = loaded;
  return createStore<SessionState>(() => ({
    selectedNodes: nobody,
    selectedWires: nobody,
    tab: "inspect",
    paletteOpen: true,
    panelOpen: true,
    wantedField: null,
    announcement: "",
    save: { is: "saved", at: savedAt },
    view: null,
    publishOpen: false,
    connectOpen: false,
    wiring: null,
    renamingFrame: null,
    presetFrom: null,
    historyOpen: false,
    tracing: "off",
    hoveredNode: null,
    saveNow: null,
    commandsOpen: false,
    shortcutsOpen: false,
    findOpen: false,
    askNow: null,
    pinned: {},
    runFrom: null,
    ...rest,
  }));
}
