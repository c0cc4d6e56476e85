import "server-only";
import { databasePool } from "#db/client.server.ts";
import { type LiveTurn, readEvents, readLive } from "#db/queries/run-log.server.ts";
import { hasRunEnded } from "#db/queries/run-work.server.ts";
import type { RunEnvelope } from "#lib/run-events/events.ts";
import { onRunNews } from "./event-hub.server.ts";

const lookAgainMs = 5000;

/**
 * Everything a run says after `after`, in order, until it has finished or the signal is aborted: durable events from
 * the log, and what the turn under way streams. The caller has checked that the run belongs to the workspace.
 */
export async function* followRun(
  workspaceId: string,
  runId: string,
  options: { after: number; signal: AbortSignal },
): AsyncGenerator<RunEnvelope> {
  const pool = databasePool();
  const { signal } = options;
  let after = options.after;
  let shown: LiveTurn | null = null;
  // A notice says which of the two reads is worth making.
  const stale = { events: true, live: true };
  let wake: () => void = () => undefined;
  const stop = onRunNews(runId, (news) => {
    if (news !== "live") stale.events = true;
    if (news === "live" || news === "any") stale.live = true;
    wake();
  });
  const aborted = () => wake();
  signal.addEventListener("abort", aborted);
  try {
    while (!signal.aborted) {
      if (!stale.events && !stale.live)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(() => {
            stale.events = true;
            stale.live = true;
            resolve();
          }, lookAgainMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          if (stale.events || stale.live || signal.aborted) wake();
        });
      const wanted = { ...stale };
      stale.events = false;
      stale.live = false;
      const read = () => readEvents(pool, workspaceId, runId, after);
      for (let batch = wanted.events ? await read() : []; batch.length > 0; ) {
        for (const stored of batch) {
          after = stored.seq;
          yield stored;
          if (stored.event.type === "run.finished") return;
        }
        shown = null;
        batch = batch.length < 1000 ? [] : await read();
      }
      const live = wanted.live ? await readLive(pool, runId) : null;
      if (live) {
        yield* newPieces(runId, live, shown);
        shown = live;
      }
    }
  } finally {
    stop();
    signal.removeEventListener("abort", aborted);
  }
}

function* newPieces(runId: string, live: LiveTurn, shown: LiveTurn | null): Generator<RunEnvelope> {
  const before = shown && shown.turn === live.turn && shown.nodeId === live.nodeId ? shown : null;
  const at = new Date().toISOString();
  for (const [field, type] of [
    ["reasoning", "reasoning.delta"],
    ["text", "message.delta"],
  ] as const) {
    const offset = before && live[field].startsWith(before[field]) ? before[field].length : 0;
    const text = live[field].slice(offset);
    if (text !== "") yield { runId, at, event: { type, nodeId: live.nodeId, turn: live.turn, offset, text } };
  }
}

/** Waits until a run has finished, at most `timeoutMs`; its log is not read, only whether it has ended. */
export async function waitForRun(runId: string, timeoutMs: number, signal: AbortSignal): Promise<void> {
  const pool = databasePool();
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  let isOver = false;
  let look = false;
  let wake: () => void = () => undefined;
  const stop = onRunNews(runId, (news) => {
    if (news === "end") isOver = true;
    if (news === "any") look = true;
    wake();
  });
  const aborted = () => wake();
  deadline.addEventListener("abort", aborted);
  try {
    while (!isOver && !deadline.aborted) {
      // Looked at where nothing was heard before, and where a notice may have been lost.
      const looks = look;
      look = false;
      // An end told while this is asked must stand, whatever the older answer says.
      if (looks && (await hasRunEnded(pool, runId))) isOver = true;
      if (isOver || deadline.aborted) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          look = true;
          resolve();
        }, lookAgainMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (isOver || look || deadline.aborted) wake();
      });
    }
  } finally {
    stop();
    deadline.removeEventListener("abort", aborted);
  }
}
