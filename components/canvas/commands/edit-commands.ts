import { moveNodes, removeNodes } from "#lib/blueprint/edits/change-nodes.ts";
import { copyNodes, type Fragment, pasteNodes } from "#lib/blueprint/edits/paste-nodes.ts";
import { removeWires } from "#lib/blueprint/edits/wires.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import type { Designer } from "../store/designer.ts";
import { changeCountWords } from "./count-words.ts";
import { announce, type Command, type CommandId } from "./define-command.ts";

const hasNodes = (designer: Designer) => designer.session.getState().selectedNodes.length > 0;
const hasAny = (designer: Designer) =>
  hasNodes(designer) || designer.session.getState().selectedWires.length > 0;
let clipboard: Fragment | null = null;
let pastes = 0;

function paste(designer: Designer, fragment: Fragment, step: number): void {
  designer.document.edit((document) => pasteNodes(document, fragment, { x: 32 * step, y: 32 * step }));
  const pasted = designer.document.getState().document.nodes.slice(-fragment.nodes.length);
  designer.session.setState({ selectedNodes: pasted.map((node) => node.id), selectedWires: [] });
  announce(
    designer,
    designer.words.t("said.pasted", { count: changeCountWords(designer.words.t, pasted.length) }),
  );
}

function move(id: CommandId, key: string, dx: number, dy: number): Command {
  return {
    id,
    icon: "arrow-right",
    // With one node selected the arrow alone walks on, see `walk-commands.ts`, which come first.
    shortcuts: [`Alt+${key}`, `Shift+${key}`, key],
    enabled: hasNodes,
    perform: (designer) =>
      designer.document.edit((document) => {
        const places: Record<string, { x: number; y: number }> = {};
        for (const nodeId of designer.session.getState().selectedNodes) {
          const node = nodeOf(document, nodeId);
          if (node) places[nodeId] = { x: node.position.x + dx, y: node.position.y + dy };
        }
        return moveNodes(document, places);
      }, "move by keys"),
  };
}

/** What changes the document through the selection. */
export const editCommands: readonly Command[] = [
  {
    id: "delete",
    icon: "trash-2",
    shortcuts: ["Delete", "Backspace"],
    enabled: hasAny,
    perform: (designer) => {
      const { selectedNodes, selectedWires } = designer.session.getState();
      designer.document.edit((document) => removeNodes(removeWires(document, selectedWires), selectedNodes));
      designer.session.setState({ selectedNodes: [], selectedWires: [] });
      const count = changeCountWords(designer.words.t, selectedNodes.length, selectedWires.length);
      announce(designer, designer.words.t("said.removed", { count }));
    },
  },
  {
    id: "copy",
    icon: "copy",
    shortcuts: ["Mod+C"],
    enabled: hasNodes,
    perform: (designer) => {
      clipboard = copyNodes(designer.document.getState().document, designer.session.getState().selectedNodes);
      pastes = 0;
      announce(
        designer,
        designer.words.t("said.copied", {
          count: changeCountWords(designer.words.t, clipboard.nodes.length),
        }),
      );
    },
  },
  {
    id: "paste",
    icon: "file-plus",
    shortcuts: ["Mod+V"],
    enabled: () => clipboard !== null,
    perform: (designer) => {
      if (clipboard) paste(designer, clipboard, ++pastes);
    },
  },
  {
    id: "duplicate",
    icon: "copy",
    shortcuts: ["Mod+D"],
    enabled: hasNodes,
    perform: (designer) => {
      const { document } = designer.document.getState();
      paste(designer, copyNodes(document, designer.session.getState().selectedNodes), 1);
    },
  },
  move("move-left", "ArrowLeft", -8, 0),
  move("move-right", "ArrowRight", 8, 0),
  move("move-up", "ArrowUp", 0, -8),
  move("move-down", "ArrowDown", 0, 8),
  {
    id: "undo",
    icon: "undo-2",
    shortcuts: ["Mod+Z"],
    enabled: (designer) => designer.history.getState().past.length > 0,
    perform: (designer) => {
      const words = designer.history.steps().find((step) => step.offset === 0)?.words ?? "";
      designer.history.undo();
      announce(designer, designer.words.t("said.undone", { words }));
    },
  },
  {
    id: "redo",
    icon: "redo-2",
    shortcuts: ["Mod+Shift+Z", "Mod+Y"],
    enabled: (designer) => designer.history.getState().future.length > 0,
    perform: (designer) => {
      designer.history.redo();
      const words = designer.history.steps().find((step) => step.offset === 0)?.words ?? "";
      announce(designer, designer.words.t("said.doneAgain", { words }));
    },
  },
];
