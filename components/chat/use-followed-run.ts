"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";
import type { RunEnvelope } from "#lib/run-events/events.ts";
import { initialRun, reduceRun } from "#lib/run-events/reduce-run.ts";
import type { RunState } from "#lib/run-events/run-state.ts";
import { followRun } from "#lib/run-events/stream-client.ts";

/** Follows a run until it ends; `failure` is why its events cannot be read. */
export function useFollowedRun(
  runId: string | null,
  onChange?: (state: RunState) => void,
): { run: RunState | null; failure: unknown; reload: () => void } {
  const [run, setRun] = useState<RunState | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  const changed = useRef(onChange);
  changed.current = onChange;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round reads the run again
  useEffect(() => {
    if (runId === null) return;
    const stop = new AbortController();
    let state = initialRun(runId);
    let frame = 0;
    const show = () => {
      frame = 0;
      setRun(state);
      changed.current?.(state);
    };
    setFailure(null);
    const take = (envelope: RunEnvelope) => {
      const next = reduceRun(state, envelope);
      if (next === state) return;
      state = next;
      // Pieces come faster than a screen draws.
      if (frame === 0) frame = window.setTimeout(show, 16);
    };
    const follow = async () => {
      await followRun(runId, { signal: stop.signal, onEnvelope: take });
      if (stop.signal.aborted) return;
      // The stream ends with the run; an undo or a later assessment comes after that.
      const later = await callApi(runContracts.events, {
        params: { id: runId },
        query: { after: state.lastSeq },
        signal: stop.signal,
      });
      for (const envelope of later.items) take(envelope);
    };
    follow().catch((caught: unknown) => {
      if (!stop.signal.aborted) setFailure(caught);
    });
    return () => {
      stop.abort();
      window.clearTimeout(frame);
    };
  }, [runId, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { run: run?.runId === runId ? run : null, failure, reload };
}
