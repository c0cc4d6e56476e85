import { createStore, type StoreApi } from "zustand/vanilla";
import type { Blueprint } from "#lib/blueprint/schema.ts";

/** What the author writes: saved and undoable, nothing else is kept here. */
export type DocumentState = {
  document: Blueprint;
  /** Names the gesture or burst of typing the last change belongs to; null for a change of its own. */
  mark: string | null;
};

/** The store of the document with its only way to change it. */
export type DocumentStore = StoreApi<DocumentState> & {
  /** Applies a pure edit; changes with the same mark are undone together. */
  edit: (change: (document: Blueprint) => Blueprint, mark?: string) => void;
};

/** A store that begins with a loaded document. */
export function createDocumentStore(document: Blueprint): DocumentStore {
  const store = createStore<DocumentState>(() => ({ document, mark: null }));
  return Object.assign(store, {
    edit(change: (document: Blueprint) => Blueprint, mark?: string) {
      const before = store.getState().document;
      const after = change(before);
      if (after !== before) store.setState({ document: after, mark: mark ?? null });
    },
  });
}
