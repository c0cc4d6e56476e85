import { nodeOf } from "#lib/blueprint/graph.ts";
import { type Way, walkFrom } from "#lib/blueprint/walk.ts";
import type { IconName } from "#lib/nodes/icon-names.ts";
import { faceOf } from "../node-face.ts";
import type { Designer } from "../store/designer.ts";
import { announce, type Command } from "./define-command.ts";

const ways: { way: Way; key: string; label: string; icon: IconName; edge: string }[] = [
  {
    way: "right",
    key: "ArrowRight",
    label: "Go along a wire",
    icon: "arrow-right",
    edge: "No wire leads on from here.",
  },
  {
    way: "left",
    key: "ArrowLeft",
    label: "Go back along a wire",
    icon: "arrow-left",
    edge: "No wire leads here.",
  },
  {
    way: "up",
    key: "ArrowUp",
    label: "Go to the node above",
    icon: "chevron-up",
    edge: "This is the first of them.",
  },
  {
    way: "down",
    key: "ArrowDown",
    label: "Go to the node below",
    icon: "chevron-down",
    edge: "This is the last of them.",
  },
];

/** Walking the drawing by the arrow keys, while one node is selected. */
export const walkCommands: readonly Command[] = ways.map(({ way, key, label, icon, edge }) => ({
  id: `walk-${way}`,
  label,
  icon,
  shortcuts: [key],
  enabled: (designer) => only(designer) !== undefined,
  perform: (designer) => {
    const from = only(designer);
    const next = from && walkFrom(designer.document.getState().document, from, way);
    if (!next) {
      announce(designer, edge);
      return;
    }
    designer.session.setState({ selectedNodes: [next.id], selectedWires: [] });
    designer.session.getState().view?.reveal(next.id);
    const { title, kind } = faceOf(next);
    announce(designer, `${title}, ${kind}.`);
    followFocus(next.id);
  },
}));

function only({ document, session }: Designer): string | undefined {
  const [first, ...more] = session.getState().selectedNodes;
  if (first === undefined || more.length > 0) return undefined;
  return nodeOf(document.getState().document, first)?.id;
}

// Where a card has the focus, the next one gets it: Tab then goes on from there.
function followFocus(id: string): void {
  if (!window.document.activeElement?.closest("[data-node-card]")) return;
  requestAnimationFrame(() =>
    window.document
      .querySelector<HTMLElement>(`[data-testid="node-${CSS.escape(id)}"]`)
      ?.focus({ preventScroll: true }),
  );
}
