import type { Designer } from "#components/canvas/store/designer.ts";
import type { SessionState } from "#components/canvas/store/session-store.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import type { Side } from "./place-beside.ts";

/** One step of the tour: what it says, where it points, and what it opens so that this can be seen. */
export type TourStep = {
  id: string;
  title: string;
  text: string;
  side: Side;
  /** What it points at, as CSS selectors, the best first; on a phone the blueprint is a list. */
  anchors: (designer: Designer, narrow: boolean) => string[];
  show?: (designer: Designer) => Partial<SessionState>;
  /** The node to bring into view on the canvas. */
  reveals?: (designer: Designer) => string | undefined;
  /** Left out on a phone. */
  wideOnly?: boolean;
  /** Offers to send a question to the test chat. */
  asks?: boolean;
};

const palette = 'aside[aria-label="Palette"]';
const panel = 'aside[aria-label="Panel"]';

function firstNode(designer: Designer, fits: (node: BlueprintNode) => boolean): string | undefined {
  return designer.document.getState().document.nodes.find(fits)?.id;
}

const goalOf = (designer: Designer) =>
  firstNode(designer, (node) => nodeDefinition(node.kind).hue === "goal");

const agentOf = (designer: Designer) =>
  firstNode(designer, (node) => nodeDefinition(node.kind).hue === "agent");

const cardOf = (id: string | undefined, narrow: boolean) =>
  id === undefined ? [] : [`[data-testid="${narrow ? "outline" : "node"}-${id}"]`];

const outline = { tab: "inspect", selectedNodes: [], selectedWires: [] } as const;
const testing = { tab: "test", panelOpen: true } as const;

/** The steps of the tour in their order. */
export const tourSteps: readonly TourStep[] = [
  {
    id: "palette",
    title: "A whole agent, in four nodes",
    text: "This sample is ready to answer. From the palette you add what it should know and be able to do: drag a node onto the canvas, click it, or press / and type its name.",
    side: "right",
    anchors: () => [palette],
    show: () => ({ ...outline, paletteOpen: true }),
    wideOnly: true,
  },
  {
    id: "goal",
    title: "The goal says what success is",
    text: "When a run ends, each criterion is measured, and you see what proves it. A greeting or an honest “I don't know” is no failure.",
    side: "top",
    anchors: (designer, narrow) => cardOf(goalOf(designer), narrow),
    reveals: goalOf,
    show: () => outline,
  },
  {
    id: "agent",
    title: "The agent does the work",
    text: "The wires say what it pursues and what it knows. It chooses the order itself, inside limits that are kept outside the model.",
    side: "bottom",
    anchors: (designer, narrow) => cardOf(agentOf(designer), narrow),
    reveals: agentOf,
    show: () => outline,
  },
  {
    id: "inspector",
    title: "Change anything here",
    text: "Instructions, model, strategy and limits of the selected node. It is saved as you type; Ctrl+Z takes a change back.",
    side: "left",
    anchors: () => [panel],
    show: (designer) => {
      const agent = agentOf(designer);
      return { tab: "inspect", panelOpen: true, selectedWires: [], selectedNodes: agent ? [agent] : [] };
    },
    wideOnly: true,
  },
  {
    id: "test",
    title: "Ask it something",
    text: "Nobody else sees the test chat. The built-in rehearsal model answers until you connect a real one in the settings.",
    side: "left",
    anchors: (_designer, narrow) => (narrow ? ['[data-testid="chat-form"]'] : [panel]),
    show: () => testing,
    asks: true,
  },
  {
    id: "run",
    title: "Watch it work",
    text: "A node lights up while it works, and keeps what it took: time, cost, passages. The line above the answer opens to every step.",
    side: "bottom",
    anchors: (designer, narrow) =>
      narrow ? ['[data-testid="thought-line"]'] : cardOf(agentOf(designer), false),
    reveals: agentOf,
    show: () => testing,
  },
  {
    id: "outcome",
    title: "The goal was measured",
    text: "Open this line for each criterion and its evidence. The number in the answer opens the passage it rests on.",
    side: "left",
    anchors: (_designer, narrow) => [
      '[data-testid="goal-line"]',
      narrow ? '[data-testid="chat-form"]' : panel,
    ],
    show: () => testing,
  },
  {
    id: "publish",
    title: "Put it live when you like",
    text: "Publishing makes version 1, with a chat page and an API of its own. Until then nobody outside can reach it.",
    side: "bottom",
    anchors: () => ['[data-testid="publish"]'],
  },
];
