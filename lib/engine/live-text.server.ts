import "server-only";
import type { Pool } from "pg";
import { writeLive } from "#db/queries/run-log.server.ts";
import type { LivePiece } from "#lib/runtime/host.ts";

/** What the turn under way streams: written in batches, overwritten in place, thrown away when the turn is stored. */
export type LiveText = {
  add: (piece: LivePiece) => void;
  /** Throws away what the turn under way has streamed: another model begins it anew. */
  discard: () => void;
  /** Stops the stream of the turn under way. */
  settle: () => Promise<void>;
};

const writeEveryMs = 50;

/** Opens the live text of one run. */
export function openLiveText(pool: Pool, runId: string): LiveText {
  let live: { nodeId: string; turn: number; text: string; reasoning: string } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const writeNow = () => {
    timer = undefined;
    const now = live;
    // A lost batch costs nothing: the turn's completed event carries the whole text.
    if (now) writing = writing.then(() => writeLive(pool, runId, { ...now })).catch(() => undefined);
  };

  return {
    add: (piece) => {
      if (!live || live.nodeId !== piece.nodeId || live.turn !== piece.turn)
        live = { nodeId: piece.nodeId, turn: piece.turn, text: "", reasoning: "" };
      live[piece.kind] += piece.text;
      timer ??= setTimeout(writeNow, writeEveryMs);
    },
    discard: () => {
      if (live) live = { ...live, text: "", reasoning: "" };
    },
    settle: async () => {
      clearTimeout(timer);
      timer = undefined;
      live = null;
      await writing;
    },
  };
}
