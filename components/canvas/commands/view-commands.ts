import { showFailure } from "#components/ui/toast.tsx";
import { whenAtRest } from "#components/ui/when-at-rest.ts";
import { moveNodes } from "#lib/blueprint/edits/change-nodes.ts";
import type { Designer } from "../store/designer.ts";
import { announce, type Command } from "./define-command.ts";
import { dependencyWords } from "./dependency-words.ts";

const layouter = () => import("../layout-nodes.ts");
whenAtRest(layouter);

async function arrange(designer: Designer): Promise<void> {
  const { layoutNodes } = await layouter();
  designer.document.edit((document) => moveNodes(document, layoutNodes(document)));
  announce(designer, designer.words.t("said.arranged"));
  setTimeout(() => designer.session.getState().view?.fit(), 60);
}

const always = () => true;
const hasOne = (designer: Designer) => designer.session.getState().selectedNodes.length === 1;

/** What changes what is looked at, and the places of the nodes. */
export const viewCommands: readonly Command[] = [
  {
    id: "zoom-in",
    icon: "zoom-in",
    shortcuts: ["Mod+="],
    enabled: always,
    perform: (designer) => designer.session.getState().view?.zoomIn(),
  },
  {
    id: "zoom-out",
    icon: "zoom-out",
    shortcuts: ["Mod+-"],
    enabled: always,
    perform: (designer) => designer.session.getState().view?.zoomOut(),
  },
  {
    id: "fit",
    icon: "maximize",
    shortcuts: ["Shift+1"],
    enabled: always,
    perform: (designer) => designer.session.getState().view?.fit(),
  },
  {
    id: "layout",
    icon: "network",
    shortcuts: [],
    enabled: (designer) => designer.document.getState().document.nodes.length > 1,
    perform: (designer) => void arrange(designer).catch(showFailure),
  },
  {
    id: "select-all",
    icon: "list-checks",
    shortcuts: ["Mod+A"],
    enabled: (designer) => designer.document.getState().document.nodes.length > 0,
    perform: (designer) => {
      const { nodes } = designer.document.getState().document;
      designer.session.setState({ selectedNodes: nodes.map((node) => node.id), selectedWires: [] });
    },
  },
  {
    id: "inspect",
    icon: "panel-right",
    shortcuts: ["Enter"],
    enabled: (designer) => designer.session.getState().selectedNodes.length === 1,
    perform: (designer) => {
      designer.session.setState({ tab: "inspect", panelOpen: true });
      setTimeout(() => document.querySelector<HTMLElement>("[data-inspector-title]")?.focus(), 30);
    },
  },
  {
    id: "deselect",
    icon: "x",
    shortcuts: ["Escape"],
    enabled: always,
    perform: (designer) =>
      designer.session.setState({ selectedNodes: [], selectedWires: [], tracing: "off" }),
  },
  {
    id: "connect",
    icon: "link",
    shortcuts: ["C"],
    enabled: hasOne,
    perform: (designer) =>
      designer.session.setState({ wiring: designer.session.getState().selectedNodes[0] ?? null }),
  },
  {
    id: "trace",
    icon: "git-compare",
    shortcuts: ["D"],
    enabled: hasOne,
    perform: (designer) => {
      const { tracing, selectedNodes } = designer.session.getState();
      const next = tracing === "kept" ? "off" : "kept";
      designer.session.setState({ tracing: next });
      const [id] = selectedNodes;
      if (next === "kept" && id !== undefined) announce(designer, dependencyWords(designer, id));
    },
  },
  {
    id: "save",
    icon: "save",
    shortcuts: ["Mod+S"],
    everywhere: true,
    enabled: always,
    perform: (designer) => {
      // Why it could not be saved stands in the bar, as with every save.
      designer.session
        .getState()
        .saveNow?.()
        .then(
          () => announce(designer, designer.words.t("said.saved")),
          () => announce(designer, designer.words.t("said.notSaved")),
        );
    },
  },
  {
    id: "history",
    icon: "history",
    shortcuts: ["Mod+Shift+H"],
    enabled: always,
    perform: (designer) => designer.session.setState({ historyOpen: true }),
  },
  {
    id: "save-preset",
    icon: "bookmark",
    shortcuts: [],
    enabled: hasOne,
    perform: (designer) =>
      designer.session.setState({ presetFrom: designer.session.getState().selectedNodes[0] ?? null }),
  },
  {
    id: "commands",
    icon: "search",
    shortcuts: ["Mod+K"],
    enabled: always,
    perform: (designer) => designer.session.setState({ commandsOpen: true }),
  },
  {
    id: "shortcuts",
    icon: "circle-help",
    shortcuts: ["?"],
    enabled: always,
    perform: (designer) => designer.session.setState({ shortcutsOpen: true }),
  },
  {
    id: "find-replace",
    icon: "search",
    shortcuts: ["Mod+F", "Mod+H"],
    enabled: (designer) => designer.document.getState().document.nodes.length > 0,
    perform: (designer) => designer.session.setState({ findOpen: true }),
  },
  {
    id: "find-in-palette",
    icon: "search",
    shortcuts: ["/"],
    enabled: always,
    perform: (designer) => {
      designer.session.setState({ paletteOpen: true });
      const search = () => document.querySelector<HTMLElement>("[data-palette-search]");
      // At once where it is shown, so that no letter typed right after is lost.
      if (search()) search()?.focus();
      else setTimeout(() => search()?.focus(), 30);
    },
  },
];
