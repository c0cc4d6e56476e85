import type { StoredEvent } from "./events.ts";
import { initialRun, reduceRun } from "./reduce-run.ts";
import type { RunState } from "./run-state.ts";

/** A run's log that can be looked at after any of its events. */
export type RunHistory = {
  events: readonly StoredEvent[];
  /** The run after the event at an index; -1 is before the first. */
  at: (index: number) => RunState;
  /** The index of the last event up to a sequence number. */
  indexOf: (seq: number) => number;
};

const every = 64;

/** Folds a log once and keeps every 64th state, so that any moment is at most 63 events away. */
export function runHistory(runId: string, events: readonly StoredEvent[]): RunHistory {
  const kept: RunState[] = [];
  let state = initialRun(runId);
  for (const [index, event] of events.entries()) {
    if (index % every === 0) kept.push(state);
    state = reduceRun(state, event);
  }
  const last = state;
  return {
    events,
    at(index) {
      if (index >= events.length - 1) return last;
      const from = Math.floor((index + 1) / every);
      let found = kept[from] ?? initialRun(runId);
      for (const event of events.slice(from * every, index + 1)) found = reduceRun(found, event);
      return found;
    },
    indexOf: (seq) => events.findLastIndex((event) => event.seq <= seq),
  };
}
