import { ApiError, callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
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
      if (!isDirty()) forgetLocalCopy(designer.id);
    } catch (caught) {
      failure = caught;
      await settleFailure(caught);
    }
  }

  async function settleFailure(caught: unknown): Promise<void> {
    if (caught instanceof ApiError && caught.status === 409) {
      const theirs = await callApi(blueprintContracts.get, { params: { id: designer.id } }).catch(() => null);
      if (theirs) {
        session.setState({
          save: { is: "conflict", theirs: { revision: theirs.revision, document: theirs.document } },
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
    keepLocalCopy(designer.id, session.getState().revision, state.document);
    if (session.getState().save.is === "conflict") return;
    if (session.getState().save.is !== "saving") session.setState({ save: { is: "unsaved" } });
    later(quietMs);
  });

  const stopSession = session.subscribe((state, before) => {
    if (before.save.is !== "conflict" || state.save.is !== "unsaved") return;
    later(0);
  });

  return {
    isDirty,
    async ensureSaved() {
      for (let attempt = 0; isDirty() && attempt < 5; attempt++) {
        await save();
        if (failure) throw failure;
        if (session.getState().save.is === "conflict")
          throw new Error("Somebody else changed this blueprint. Choose which version to keep first.");
      }
    },
    stop() {
      unsubscribe();
      stopSession();
      clearTimeout(timer);
      if (isDirty() && session.getState().save.is !== "conflict") void save();
    },
  };
}

/** Ends a conflict: takes theirs, or keeps mine and saves it over theirs. */
export function resolveConflict(designer: Designer, keep: "theirs" | "mine"): void {
  const { save } = designer.session.getState();
  if (save.is !== "conflict") return;
  const { revision, document } = save.theirs;
  designer.session.setState({ revision });
  if (keep === "theirs") {
    forgetLocalCopy(designer.id);
    designer.session.setState({ selectedNodes: [], selectedWires: [] });
    designer.document.edit(() => document);
  }
  designer.session.setState({ save: { is: "unsaved" } });
}
