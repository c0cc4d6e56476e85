import { createStore, type StoreApi } from "zustand/vanilla";
import { describeChange } from "#lib/blueprint/describe-change.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { DocumentStore } from "./document-store.ts";

type Version = { document: Blueprint; at: number };

type Versions = {
  past: readonly Version[];
  future: readonly Version[];
  /** When the present version was made. */
  at: number;
  /** What happened to a version besides being edited: published, restored, merged. */
  marks: readonly { document: Blueprint; words: string }[];
};

/** One line of the history list; `offset` is how many steps from the present one. */
export type HistoryStep = { offset: number; words: string; at: number; marks: readonly string[] };

/** The versions before and after the present one. */
export type History = StoreApi<Versions> & {
  undo: () => void;
  redo: () => void;
  /** Goes several steps at once: back where negative. */
  go: (offset: number) => void;
  /** Notes at the present version that it was published, restored or merged. */
  mark: (words: string) => void;
  /** Every step from the newest to the one the page was opened with, in words. */
  steps: () => HistoryStep[];
};

const historyMark = "history";
const longestPast = 200;
const burstMs = 1200;

/** Watches a document and keeps its versions; changes of one mark that follow each other closely are one version. */
export function watchHistory(
  store: DocumentStore,
  now: () => number = Date.now,
  opened: () => string = () => "Opened",
): History {
  const versions = createStore<Versions>(() => ({ past: [], future: [], at: now(), marks: [] }));
  let last: { mark: string | null; at: number } = { mark: null, at: 0 };
  store.subscribe((state, before) => {
    if (state.document === before.document || state.mark === historyMark) return;
    const at = now();
    const sameBurst = state.mark !== null && state.mark === last.mark && at - last.at < burstMs;
    last = { mark: state.mark, at };
    const { past, at: was } = versions.getState();
    if (sameBurst && past.length > 0) versions.setState({ future: [], at });
    else
      versions.setState({
        past: [...past.slice(-longestPast), { document: before.document, at: was }],
        future: [],
        at,
      });
  });
  const all = () => {
    const { past, future, at } = versions.getState();
    return { list: [...past, { document: store.getState().document, at }, ...future], here: past.length };
  };
  const go = (offset: number) => {
    const { list, here } = all();
    const to = Math.max(0, Math.min(list.length - 1, here + offset));
    const target = list[to];
    if (!target || to === here) return;
    versions.setState({ past: list.slice(0, to), future: list.slice(to + 1), at: target.at });
    last = { mark: null, at: 0 };
    store.edit(() => target.document, historyMark);
  };
  return Object.assign(versions, {
    undo: () => go(-1),
    redo: () => go(1),
    go,
    mark(words: string) {
      // What comes next is a step of its own, so that the mark stays at this version.
      last = { mark: null, at: 0 };
      const { document } = store.getState();
      versions.setState({ marks: [...versions.getState().marks, { document, words }] });
    },
    steps(): HistoryStep[] {
      const { list, here } = all();
      const { marks } = versions.getState();
      return list
        .map(({ document, at }, index): HistoryStep => {
          const before = list[index - 1];
          return {
            offset: index - here,
            at,
            words: before ? wordsOf(before.document, document) : opened(),
            marks: marks.filter((mark) => mark.document === document).map((mark) => mark.words),
          };
        })
        .reverse();
    },
  });
}

// Versions never change, so what a step did is worked out once.
const told = new WeakMap<Blueprint, { before: Blueprint; words: string }>();

function wordsOf(before: Blueprint, after: Blueprint): string {
  const known = told.get(after);
  if (known?.before === before) return known.words;
  const words = describeChange(before, after);
  told.set(after, { before, words });
  return words;
}
