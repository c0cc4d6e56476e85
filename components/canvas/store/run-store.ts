import { createStore, type StoreApi } from "zustand/vanilla";
import type { NodeProgress, RunState } from "#lib/run-events/run-state.ts";

/** What the chosen run says about each node; a fold of its events, never written by the author. */
export type RunStoreState = { runId: string | null; nodes: Readonly<Record<string, NodeProgress>> };

/** The store of {@link RunStoreState}. */
export type RunStore = StoreApi<RunStoreState>;

const noRun: RunStoreState = { runId: null, nodes: {} };

/** A store without a run. */
export function createRunStore(): RunStore {
  return createStore<RunStoreState>(() => noRun);
}

/** Shows a run on the canvas, or none. */
export function showRun(store: RunStore, run: RunState | null): void {
  store.setState(run ? { runId: run.runId, nodes: run.nodes } : noRun);
}
