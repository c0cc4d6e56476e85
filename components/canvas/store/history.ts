import { createStore, type StoreApi } from "zustand/vanilla";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { DocumentStore } from "./document-store.ts";

type Versions = { past: readonly Blueprint[]; future: readonly Blueprint[] };

/** The versions before and after the present one. */
export type History = StoreApi<Versions> & { undo: () => void; redo: () => void };

const historyMark = "history";
const longestPast = 200;
const burstMs = 1200;

/** Watches a document and keeps its versions; changes of one mark that follow each other closely are one version. */
export function watchHistory(store: DocumentStore, now: () => number = Date.now): History {
  const versions = createStore<Versions>(() => ({ past: [], future: [] }));
  let last: { mark: string | null; at: number } = { mark: null, at: 0 };
  store.subscribe((state, before) => {
    if (state.document === before.document || state.mark === historyMark) return;
    const at = now();
    const sameBurst = state.mark !== null && state.mark === last.mark && at - last.at < burstMs;
    last = { mark: state.mark, at };
    const { past } = versions.getState();
    if (sameBurst && past.length > 0) versions.setState({ future: [] });
    else versions.setState({ past: [...past.slice(-longestPast), before.document], future: [] });
  });
  const show = (document: Blueprint) => {
    last = { mark: null, at: 0 };
    store.edit(() => document, historyMark);
  };
  return Object.assign(versions, {
    undo() {
      const { past, future } = versions.getState();
      const previous = past.at(-1);
      if (!previous) return;
      versions.setState({ past: past.slice(0, -1), future: [store.getState().document, ...future] });
      show(previous);
    },
    redo() {
      const { past, future } = versions.getState();
      const next = future[0];
      if (!next) return;
      versions.setState({ past: [...past, store.getState().document], future: future.slice(1) });
      show(next);
    },
  });
}
