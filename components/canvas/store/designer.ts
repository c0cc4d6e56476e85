import { nodeOf } from "#lib/blueprint/graph.ts";
import type { Issue } from "#lib/blueprint/issue.ts";
import type { Blueprint, BlueprintNode } from "#lib/blueprint/schema.ts";
import type { Translate } from "#lib/translations/translate.ts";
import type { NodeFace } from "../node-face.ts";
import { createDocumentStore, type DocumentStore } from "./document-store.ts";
import { type History, watchHistory } from "./history.ts";
import { createRunStore, type RunStore } from "./run-store.ts";
import { createSessionStore, type SessionStore } from "./session-store.ts";

/** A blueprint as the server answers it. */
export type LoadedBlueprint = {
  id: string;
  slug: string;
  liveVersion: number | null;
  revision: number;
  hasChanges: boolean;
  updatedAt: string;
  document: Blueprint;
  issues: Issue[];
};

/** What commands say, in the language the page is shown in now. */
export type DesignerWords = { t: Translate<"canvas">; faceOf: (node: BlueprintNode) => NodeFace };

/** Three stores with three lifetimes, and the history of the first. */
export type Designer = {
  id: string;
  slug: string;
  document: DocumentStore;
  history: History;
  session: SessionStore;
  run: RunStore;
  words: DesignerWords;
};

/** Everything one open designer holds. */
export function createDesigner(loaded: LoadedBlueprint, words: DesignerWords): Designer {
  const document = createDocumentStore(loaded.document);
  const session = createSessionStore({
    issues: loaded.issues,
    revision: loaded.revision,
    liveVersion: loaded.liveVersion,
    hasChanges: loaded.hasChanges,
    savedAt: Date.parse(loaded.updatedAt),
  });
  forgetWhatIsGone(document, session);
  const held = { ...words };
  return {
    id: loaded.id,
    slug: loaded.slug,
    document,
    history: watchHistory(document, Date.now, () => held.t("opened")),
    session,
    run: createRunStore(),
    words: held,
  };
}

// An undo or somebody else's save can take away what is selected; it must not stay selected unseen.
function forgetWhatIsGone(document: DocumentStore, session: SessionStore): void {
  document.subscribe((state, before) => {
    const { nodes, wires } = state.document;
    if (nodes === before.document.nodes && wires === before.document.wires) return;
    const { selectedNodes, selectedWires } = session.getState();
    const keptNodes = selectedNodes.filter((id) => nodeOf(state.document, id));
    const keptWires =
      selectedWires.length === 0
        ? selectedWires
        : selectedWires.filter((id) => wires.some((wire) => wire.id === id));
    if (keptNodes.length < selectedNodes.length || keptWires.length < selectedWires.length)
      session.setState({ selectedNodes: keptNodes, selectedWires: keptWires });
  });
}
