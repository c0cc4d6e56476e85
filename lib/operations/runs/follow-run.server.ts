import "server-only";
import { databasePool } from "#db/client.server.ts";
import { type LiveTurn, readEvents, readLive } from "#db/queries/run-log.server.ts";
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
  let news = true;
  let wake: () => void = () => undefined;
  const stop = onRunNews(runId, () => {
    news = true;
    wake();
  });
  const aborted = () => wake();
  signal.addEventListener("abort", aborted);
  try {
    while (!signal.aborted) {
      if (!news)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, lookAgainMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          if (news || signal.aborted) wake();
        });
      news = false;
      for (let batch = await readEvents(pool, workspaceId, runId, after); batch.length > 0; ) {
        for (const stored of batch) {
          after = stored.seq;
          yield stored;
          if (stored.event.type === "run.finished") return;
        }
        shown = null;
        batch = batch.length < 1000 ? [] : await readEvents(pool, workspaceId, runId, after);
      }
      const live = await readLive(pool, runId);
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

/** Waits until a run has finished, at most `timeoutMs`; true when it has. */
export async function waitForRun(
  workspaceId: string,
  runId: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  for await (const { event } of followRun(workspaceId, runId, { after: 0, signal: deadline }))
    if (event.type === "run.finished") return true;
  return false;
}
