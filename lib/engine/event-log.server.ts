import "server-only";
import type { Pool } from "pg";
import { appendEvents, type NumberedEvent, writeLive } from "#db/queries/run-log.server.ts";
import type { DurableEvent } from "#lib/run-events/events.ts";
import type { LivePiece } from "#lib/runtime/host.ts";

/** The log of one run as its worker writes it: numbered in order, stored in batches, live text apart. */
export type RunLog = {
  emit: (event: DurableEvent) => void;
  /** Stores what is queued; answers whether somebody asked to cancel. */
  flush: () => Promise<{ cancelRequested: boolean }>;
  /** Takes what is queued, for a writer that stores it together with something else. */
  drain: () => NumberedEvent[];
  live: (piece: LivePiece) => void;
  /** Throws away what the turn under way has streamed: another model begins it anew. */
  discardLive: () => void;
  /** Stops the live stream of the turn under way. */
  settleLive: () => Promise<void>;
};

const liveEveryMs = 50;

/**
 * Opens the log of a run whose first event is already stored. Numbers are given in the order of `emit`, so a run that
 * is recovered and emits the same events again gives them the same numbers.
 */
export function openRunLog(pool: Pool, workspaceId: string, runId: string): RunLog {
  let seq = 1;
  let queued: NumberedEvent[] = [];
  let live: { nodeId: string; turn: number; text: string; reasoning: string } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const writeNow = () => {
    timer = undefined;
    const now = live;
    // A lost live batch costs nothing: the turn's completed event carries the whole text.
    if (now) writing = writing.then(() => writeLive(pool, runId, { ...now })).catch(() => undefined);
  };

  return {
    emit: (event) => {
      seq += 1;
      queued.push({ seq, at: new Date().toISOString(), event });
    },
    flush: async () => {
      const batch = queued;
      if (batch.length === 0) return { cancelRequested: false };
      const answer = await appendEvents(pool, workspaceId, runId, batch);
      queued = queued.filter((one) => !batch.includes(one));
      return answer;
    },
    drain: () => {
      const batch = queued;
      queued = [];
      return batch;
    },
    live: (piece) => {
      if (!live || live.nodeId !== piece.nodeId || live.turn !== piece.turn)
        live = { nodeId: piece.nodeId, turn: piece.turn, text: "", reasoning: "" };
      live[piece.kind] += piece.text;
      timer ??= setTimeout(writeNow, liveEveryMs);
    },
    discardLive: () => {
      if (live) live = { ...live, text: "", reasoning: "" };
    },
    settleLive: async () => {
      clearTimeout(timer);
      timer = undefined;
      live = null;
      await writing;
    },
  };
}
