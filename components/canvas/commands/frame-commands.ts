import { changeFrame, groupNodes, ungroup } from "#lib/blueprint/edits/frames.ts";
import { type Frame, frameHues, frameOfNode, frameOfNodes, framesOf } from "#lib/blueprint/frames.ts";
import type { Designer } from "../store/designer.ts";
import { changeCountWords } from "./count-words.ts";
import { announce, type Command } from "./define-command.ts";

/** The groups the selected nodes stand in. */
function chosenFrames(designer: Designer): Frame[] {
  const { document } = designer.document.getState();
  const chosen = new Set(designer.session.getState().selectedNodes);
  return framesOf(document).filter((frame) => frame.nodes.some((id) => chosen.has(id)));
}

/** The one group the selection is about: the one it fills, else the only one it touches. */
function chosenFrame(designer: Designer): Frame | undefined {
  const { document } = designer.document.getState();
  const touched = chosenFrames(designer);
  return (
    frameOfNodes(document, designer.session.getState().selectedNodes) ??
    (touched.length === 1 ? touched[0] : undefined)
  );
}

/** Selects the nodes of a group, which selects the group. */
export function selectFrame(designer: Designer, frame: Frame): void {
  designer.session.setState({ selectedNodes: frame.nodes, selectedWires: [], tab: "inspect" });
}

/** Groups of nodes: made, named, coloured, taken apart. */
export const frameCommands: readonly Command[] = [
  {
    id: "group",
    icon: "square",
    shortcuts: ["Mod+G"],
    enabled: (designer) => designer.session.getState().selectedNodes.length > 0,
    perform: (designer) => {
      const { selectedNodes } = designer.session.getState();
      const [first] = selectedNodes;
      designer.document.edit((document) =>
        frameOfNodes(document, selectedNodes) ? document : groupNodes(document, selectedNodes),
      );
      const frame = first && frameOfNode(designer.document.getState().document, first);
      if (!frame) return;
      designer.session.setState({ renamingFrame: frame.id, tab: "inspect" });
      announce(
        designer,
        designer.words.t("said.grouped", {
          count: changeCountWords(designer.words.t, frame.nodes.length),
          title: frame.title,
        }),
      );
    },
  },
  {
    id: "ungroup",
    icon: "circle-dashed",
    shortcuts: ["Mod+Shift+G"],
    enabled: (designer) => chosenFrames(designer).length > 0,
    perform: (designer) => {
      const frames = chosenFrames(designer);
      designer.document.edit((document) =>
        ungroup(
          document,
          frames.map((frame) => frame.id),
        ),
      );
      announce(
        designer,
        designer.words.t("said.ungrouped", { titles: frames.map((frame) => frame.title).join(", ") }),
      );
    },
  },
  {
    id: "select-group",
    icon: "list-checks",
    shortcuts: ["G"],
    enabled: (designer) => chosenFrame(designer) !== undefined,
    perform: (designer) => {
      const frame = chosenFrame(designer);
      if (!frame) return;
      selectFrame(designer, frame);
      announce(
        designer,
        designer.words.t("said.groupSelected", {
          title: frame.title,
          count: changeCountWords(designer.words.t, frame.nodes.length),
        }),
      );
    },
  },
  {
    id: "rename-group",
    icon: "pencil",
    shortcuts: ["F2"],
    enabled: (designer) => chosenFrame(designer) !== undefined,
    perform: (designer) => designer.session.setState({ renamingFrame: chosenFrame(designer)?.id ?? null }),
  },
  {
    id: "recolour-group",
    icon: "circle",
    shortcuts: [],
    enabled: (designer) => chosenFrame(designer) !== undefined,
    perform: (designer) => {
      const frame = chosenFrame(designer);
      if (!frame) return;
      const hue = frameHues[(frameHues.indexOf(frame.hue) + 1) % frameHues.length] ?? "note";
      designer.document.edit((document) => changeFrame(document, frame.id, { hue }));
    },
  },
];
