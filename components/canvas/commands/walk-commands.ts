import { nodeOf } from "#lib/blueprint/graph.ts";
import { type Way, walkFrom } from "#lib/blueprint/walk.ts";
import type { IconName } from "#lib/nodes/icon-names.ts";
import type { Designer } from "../store/designer.ts";
import { announce, type Command } from "./define-command.ts";

const ways: { way: Way; key: string; icon: IconName }[] = [
  {
    way: "right",
    key: "ArrowRight",
    icon: "arrow-right",
  },
  {
    way: "left",
    key: "ArrowLeft",
    icon: "arrow-left",
  },
  {
    way: "up",
    key: "ArrowUp",
    icon: "chevron-up",
  },
  {
    way: "down",
    key: "ArrowDown",
    icon: "chevron-down",
  },
];

/** Walking the drawing by the arrow keys, while one node is selected. */
export const walkCommands: readonly Command[] = ways.map(({ way, key, icon }) => ({
  id: `walk-${way}`,
  icon,
  shortcuts: [key],
  enabled: (designer) => only(designer) !== undefined,
  perform: (designer) => {
    const from = only(designer);
    const next = from && walkFrom(designer.document.getState().document, from, way);
    if (!next) {
      announce(designer, designer.words.t(`edges.${way}`));
      return;
    }
    designer.session.setState({ selectedNodes: [next.id], selectedWires: [] });
    designer.session.getState().view?.reveal(next.id);
    const { title, kind } = designer.words.faceOf(next);
    announce(designer, designer.words.t("said.walked", { title, kind }));
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
