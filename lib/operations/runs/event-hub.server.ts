import "server-only";
import { eventChannel } from "#db/queries/run-log.server.ts";
import { listenForever } from "#lib/engine/listen.server.ts";
import { env } from "#lib/foundation/env.server.ts";
import { AppError } from "#lib/foundation/errors.ts";

/** What is new of a run: durable events, what its turn streams, its end; `any` when that is not known. */
export type RunNews = "events" | "live" | "end" | "any";

type Hub = { waiting: Map<string, Set<(news: RunNews) => void>> };

const holder = globalThis as typeof globalThis & { aimwrightEventHub?: Hub };

/** One LISTEN connection a process, shared by everybody who follows a run. */
function hub(): Hub {
  if (holder.aimwrightEventHub) return holder.aimwrightEventHub;
  const { DATABASE_URL } = env();
  if (DATABASE_URL === undefined) throw new AppError("unavailable", "DATABASE_URL is not set.");
  const waiting: Hub["waiting"] = new Map();
  const wake = (runId: string, news: RunNews) => {
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
      for (const runId of waiting.keys()) wake(runId, "any");
    },
  );
  holder.aimwrightEventHub = { waiting };
  return holder.aimwrightEventHub;
}

/** Opens the listening connection before anybody waits, so that the first follower does not pay for it. */
export function warmEventHub(): void {
  hub();
}

/** Calls back whenever something new may be read of a run; returns how to stop. */
export function onRunNews(runId: string, listener: (news: RunNews) => void): () => void {
  const { waiting } = hub();
  const listeners = waiting.get(runId) ?? new Set();
  waiting.set(runId, listeners);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) waiting.delete(runId);
  };
}
