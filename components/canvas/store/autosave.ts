import { ApiError, callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { diffBlueprints } from "#lib/blueprint/diff.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { Designer } from "./designer.ts";
import { forgetLocalCopy, keepLocalCopy } from "./local-copy.ts";

/** Saves by itself; `ensureSaved` waits until everything is with the server, or throws why not. */
export type Autosave = { ensureSaved: () => Promise<void>; isDirty: () => boolean; stop: () => void };

const quietMs = 600;
const retryMs = 4000;

/** Subscribes to the document and sends it once the author has been quiet for a moment. */
export function startAutosave(designer: Designer): Autosave {
  const { document: store, session } = designer;
  let sent = store.getState().document;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let under: Promise<void> | null = null;
  let failure: unknown = null;
  const isDirty = () => store.getState().document !== sent;
  const later = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), delay);
  };

  // With what it grew out of, so that it can still be merged when somebody else saves first.
  const keepCopy = () =>
    keepLocalCopy(designer.id, session.getState().revision, sent, store.getState().document);

  function save(): Promise<void> {
    clearTimeout(timer);
    under ??= send().finally(() => {
      under = null;
      if (isDirty() && session.getState().save.is === "saved") later(0);
    });
    return under;
  }

  async function send(): Promise<void> {
    const { save: state, revision } = session.getState();
    if (state.is === "conflict") return;
    if (!isDirty()) {
      forgetLocalCopy(designer.id);
      if (state.is === "unsaved") session.setState({ save: { is: "saved", at: Date.now() } });
      return;
    }
    const document = store.getState().document;
    session.setState({ save: { is: "saving" } });
    try {
      const saved = await callApi(blueprintContracts.save, {
        params: { id: designer.id },
        body: { document, revision },
      });
      sent = document;
      failure = null;
      session.setState({
        revision: saved.revision,
        hasChanges: saved.hasChanges,
        liveVersion: saved.liveVersion,
        issues: saved.issues,
        save: { is: "saved", at: Date.now() },
      });
      if (isDirty()) keepCopy();
      else forgetLocalCopy(designer.id);
    } catch (caught) {
      failure = caught;
      await settleFailure(caught, document);
    }
  }

  async function settleFailure(caught: unknown, attempted: Blueprint): Promise<void> {
    if (caught instanceof ApiError && caught.status === 409) {
      const theirs = await callApi(blueprintContracts.get, { params: { id: designer.id } }).catch(() => null);
      if (theirs && diffBlueprints(theirs.document, attempted).length === 0) {
        // It did arrive, only its answer was lost on the way.
        sent = attempted;
        failure = null;
        session.setState({ revision: theirs.revision, save: { is: "saved", at: Date.now() } });
        if (!isDirty()) forgetLocalCopy(designer.id);
        return;
      }
      if (theirs) {
        session.setState({
          save: {
            is: "conflict",
            base: sent,
            theirs: { revision: theirs.revision, document: theirs.document },
          },
        });
        return;
      }
    }
    if (caught instanceof ApiError && caught.status < 500 && caught.status !== 429) {
      session.setState({ save: { is: "refused", message: caught.message } });
      return;
    }
    session.setState({ save: { is: "offline" } });
    later(retryMs);
  }

  const unsubscribe = store.subscribe((state, before) => {
    if (state.document === before.document) return;
    keepCopy();
    if (session.getState().save.is === "conflict") return;
    if (session.getState().save.is !== "saving") session.setState({ save: { is: "unsaved" } });
    later(quietMs);
  });

  const stopSession = session.subscribe((state, before) => {
    if (before.save.is !== "conflict" || state.save.is !== "unsaved") return;
    // What is settled stands on theirs: the next conflict, should there be one, begins there.
    sent = before.save.theirs.document;
    failure = null;
    later(0);
  });
  const retry = () => {
    if (session.getState().save.is === "offline") later(0);
  };
  window.addEventListener("online", retry);

  return {
    isDirty,
    async ensureSaved() {
      for (let attempt = 0; isDirty() && attempt < 5; attempt++) {
        await save();
        if (failure) throw failure;
        if (session.getState().save.is === "conflict") throw new Error(designer.words.t("chooseWhichToKeep"));
      }
    },
    stop() {
      unsubscribe();
      stopSession();
      window.removeEventListener("online", retry);
      clearTimeout(timer);
      if (isDirty() && session.getState().save.is !== "conflict") void save();
    },
  };
}

/** Ends a conflict with the document both shall have; what was here before is one undo away. */
export function resolveConflict(designer: Designer, document: Blueprint): void {
  const { save } = designer.session.getState();
  if (save.is !== "conflict") return;
  const known = new Set(document.nodes.map((node) => node.id));
  const { selectedNodes } = designer.session.getState();
  designer.document.edit(() => document);
  designer.history.mark(designer.words.t("joined"));
  designer.session.setState({
    revision: save.theirs.revision,
    selectedNodes: selectedNodes.filter((id) => known.has(id)),
    selectedWires: [],
    save: { is: "unsaved" },
  });
}
