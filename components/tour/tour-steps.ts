import type { Messages } from "use-intl";
import type { Designer } from "#components/canvas/store/designer.ts";
import type { SessionState } from "#components/canvas/store/session-store.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import type { Side } from "./place-beside.ts";

/** One step of the tour, whose words are in the catalogue: where it points, and what it opens so that this can be seen. */
export type TourStep = {
  id: keyof Messages["tour"]["steps"];
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
    side: "right",
    anchors: () => [palette],
    show: () => ({ ...outline, paletteOpen: true }),
    wideOnly: true,
  },
  {
    id: "goal",
    side: "top",
    anchors: (designer, narrow) => cardOf(goalOf(designer), narrow),
    reveals: goalOf,
    show: () => outline,
  },
  {
    id: "agent",
    side: "bottom",
    anchors: (designer, narrow) => cardOf(agentOf(designer), narrow),
    reveals: agentOf,
    show: () => outline,
  },
  {
    id: "inspector",
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
    side: "left",
    anchors: (_designer, narrow) => (narrow ? ['[data-testid="chat-form"]'] : [panel]),
    show: () => testing,
    asks: true,
  },
  {
    id: "run",
    side: "bottom",
    anchors: (designer, narrow) =>
      narrow ? ['[data-testid="thought-line"]'] : cardOf(agentOf(designer), false),
    reveals: agentOf,
    show: () => testing,
  },
  {
    id: "outcome",
    side: "left",
    anchors: (_designer, narrow) => [
      '[data-testid="goal-line"]',
      narrow ? '[data-testid="chat-form"]' : panel,
    ],
    show: () => testing,
  },
  {
    id: "publish",
    side: "bottom",
    anchors: () => ['[data-testid="publish"]'],
  },
];
