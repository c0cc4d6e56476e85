import { createStore, type StoreApi } from "zustand/vanilla";
import type { NodeRun } from "./node-run.ts";

/** What the chosen run says about each node; a fold of its events, never written by the author. */
export type RunStoreState = { nodes: Readonly<Record<string, NodeRun>> };

/** The store of {@link RunStoreState}. */
export type RunStore = StoreApi<RunStoreState>;

/** A store without a run. */
export function createRunStore(): RunStore {
  return createStore<RunStoreState>(() => ({ nodes: {} }));
}
