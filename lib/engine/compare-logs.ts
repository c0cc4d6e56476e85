import { stableJson } from "#lib/foundation/stable-json.ts";
import type { DurableEvent, StoredEvent } from "#lib/run-events/events.ts";

/** An event in which two logs differ; null where one of them has none. */
export type LogDifference = { seq: number; stored: DurableEvent | null; replayed: DurableEvent | null };

/**
 * Compares what a run stored, from the first event of the interpreter to `run.finished`, with what a replay emitted,
 * byte for byte. Left out are the moments at which events were written and the wall-clock length of the whole run,
 * which are measured around the interpreter rather than by it.
 */
export function compareLogs(log: readonly StoredEvent[], told: readonly DurableEvent[]): LogDifference[] {
  const end = log.findIndex(({ event }) => event.type === "run.finished");
  const stored = byLane(
    log.slice(0, end + 1).filter(({ event }) => event.type !== "run.started"),
    ({ event }) => event.within,
  );
  const replayed = byLane(told, (event) => event.within);
  const length = Math.max(stored.length, replayed.length);
  return Array.from({ length }, (_, index): LogDifference => {
    const one = stored[index];
    return {
      seq: one?.seq ?? (stored.at(-1)?.seq ?? 1) + index - stored.length + 1,
      stored: one?.event ?? null,
      replayed: replayed[index] ?? null,
    };
  }).filter((pair) => textOf(pair.stored) !== textOf(asFarAsStored(pair.stored, pair.replayed)));
}

// Agents at work side by side are told in whatever order the clock gave; each of them is told in its own.
function byLane<Item>(items: readonly Item[], laneOf: (item: Item) => string | undefined): Item[] {
  const lanes = Map.groupBy(items, (item) => laneOf(item) ?? "");
  return [...lanes.keys()].sort().flatMap((lane) => lanes.get(lane) ?? []);
}

/** Fields that logs written before them lack; a replay by a later version says them and still says the same. */
const laterFields: Partial<Record<DurableEvent["type"], readonly string[]>> = {
  "knowledge.retrieved": ["observedAt", "hash"],
  "turn.started": ["context"],
};

function asFarAsStored(stored: DurableEvent | null, replayed: DurableEvent | null): DurableEvent | null {
  if (stored === null || replayed === null || stored.type !== replayed.type) return replayed;
  const missing = (laterFields[stored.type] ?? []).filter((field) => !(field in stored));
  if (missing.length === 0) return replayed;
  return Object.fromEntries(
    Object.entries(replayed).filter(([field]) => !missing.includes(field)),
  ) as DurableEvent;
}

function textOf(event: DurableEvent | null): string {
  if (event === null) return "";
  return stableJson(asStored(event.type === "run.finished" ? { ...event, durationMs: 0 } : event));
}

// What the database keeps of a value: no undefined, no NUL, no lone surrogates.
function asStored(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, entry: unknown) =>
      typeof entry === "string" ? entry.toWellFormed().replaceAll("\0", "\ufffd") : entry,
    ),
  );
}
