import "server-only";
import { eventChannel } from "#db/queries/run-log.server.ts";
import { listenForever } from "#lib/engine/listen.server.ts";
import { env } from "#lib/foundation/env.server.ts";
import { AppError } from "#lib/foundation/errors.ts";

/** What is new of a run: durable events, what its turn streams, its end; `any` when that is not known. */
export type RunNews = "events" | "live" | "end" | "any";

type Hub = { waiting: Map<string, Set<(news: RunNews) => void>>; ended: Set<string>; isListening: boolean };

/** How many ends are remembered for those who begin to follow a run just after it has ended. */
const mostEnds = 1_000;

const holder = globalThis as typeof globalThis & { aimwrightEventHub?: Hub };

/** One LISTEN connection a process, shared by everybody who follows a run. */
function hub(): Hub {
  if (holder.aimwrightEventHub) return holder.aimwrightEventHub;
  const { DATABASE_URL } = env();
  if (DATABASE_URL === undefined) throw new AppError("unavailable", "DATABASE_URL is not set.");
  const made: Hub = { waiting: new Map(), ended: new Set(), isListening: false };
  const { waiting, ended } = made;
  const wake = (runId: string, news: RunNews) => {
    if (news === "end") {
      ended.add(runId);
      if (ended.size > mostEnds) ended.delete(ended.values().next().value ?? "");
    }
    for (const listener of waiting.get(runId) ?? []) listener(news);
  };
  listenForever(
    DATABASE_URL,
    [eventChannel],
    (_channel, payload) => {
      const [runId = "", word] = payload.split(" ", 2);
      wake(runId, word === "live" || word === "end" ? word : "events");
    },
    // What was notified while the connection was away has been missed: everybody looks again.
    () => {
      made.isListening = true;
      for (const runId of waiting.keys()) wake(runId, "any");
    },
  );
  holder.aimwrightEventHub = made;
  return made;
}

/** Opens the listening connection before anybody waits, so that the first follower does not pay for it. */
export function warmEventHub(): void {
  hub();
}

/**
 * Calls back whenever something new may be read of a run, at once where its end or nothing at all has been heard;
 * returns how to stop.
 */
export function onRunNews(runId: string, listener: (news: RunNews) => void): () => void {
  const { waiting, ended, isListening } = hub();
  const listeners = waiting.get(runId) ?? new Set();
  waiting.set(runId, listeners);
  listeners.add(listener);
  if (ended.has(runId)) listener("end");
  else if (!isListening) listener("any");
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) waiting.delete(runId);
  };
}
