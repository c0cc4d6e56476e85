import "server-only";
import type { Pool } from "pg";
import { appendToJournal, type NumberedEvent } from "#db/queries/run-log.server.ts";
import { AppError, type ErrorCode, toAppError } from "#lib/foundation/errors.ts";
import type { DurableEvent } from "#lib/run-events/events.ts";
import { whileDatabaseReturns } from "./database-retry.server.ts";

/** How a step ended. An AppError is part of the result, so that a recovered run takes the same way. */
export type StepResult = { ok: true; value: unknown } | { ok: false; code: ErrorCode; message: string };

/** Thrown where a worker finds that its run belongs to another one by now; it must do nothing more for it. */
export class RunTakenOver extends Error {}

/** An event as an earlier attempt stored it: its number, and the delegation it happened in, or nothing. */
export type LoggedEvent = { seq: number; within: string };

/** What waits to be written: events in the order of `emit`, and results of steps nothing has depended on yet. */
export type JournalBatch = { events: NumberedEvent[]; steps: { name: string; result: StepResult }[] };

/** The journal of one run as its worker writes it. */
export type RunJournal = {
  /** Numbers and queues an event; it is stored before the next step begins. */
  emit: (event: DurableEvent) => void;
  /** Does `work` unless its result is stored already; the result is stored before the next step begins. */
  step: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** Stores what is queued; throws `cancelled` when somebody asked for it, {@link RunTakenOver} when the run is another's. */
  write: () => Promise<void>;
  /** Takes what is queued, for a writer that stores it together with something else. */
  drain: () => JournalBatch;
};

/**
 * Opens the journal of a run whose first event is already stored. Numbers are given in the order of `emit`, so a run
 * that is recovered and emits the same events again gives them the same numbers. `stored` are the results of an
 * earlier attempt; `keep` is applied to what a step returns before it is kept.
 */
export function openRunJournal(
  pool: Pool,
  run: { id: string; workspaceId: string; workerId: string },
  stored: ReadonlyMap<string, StepResult>,
  keep: <T>(value: T) => T,
  logged: readonly LoggedEvent[] = [],
): RunJournal {
  // Work that goes on side by side emits in an order of its own every time; within one delegation the order holds.
  const numbers = new Map<string, number[]>();
  for (const { seq, within } of logged)
    if (seq > 1) numbers.set(within, [...(numbers.get(within) ?? []), seq]);
  let seq = Math.max(1, ...logged.map((one) => one.seq));
  let writing: Promise<unknown> = Promise.resolve();
  let queued: JournalBatch = { events: [], steps: [] };

  const writeOne = async () => {
    // With nothing to store it is asked all the same: whether the run is still ours, and still wanted.
    const batch = queued;
    const state = await whileDatabaseReturns(() => appendToJournal(pool, run, batch));
    queued = {
      events: queued.events.slice(batch.events.length),
      steps: queued.steps.slice(batch.steps.length),
    };
    if (!state) throw new RunTakenOver(`Run ${run.id} was taken over by another worker.`);
    if (state.cancelRequested) throw new AppError("cancelled", "The run was cancelled.");
  };

  // One at a time: what two writers took from the queue together would be taken off it twice.
  const write = () => {
    const mine = writing.then(writeOne, writeOne);
    writing = mine;
    return mine;
  };

  return {
    emit: (event) => {
      const known = numbers.get(event.within ?? "")?.shift();
      if (known === undefined) seq += 1;
      const numbered = { seq: known ?? seq, at: new Date().toISOString(), event };
      queued = { ...queued, events: [...queued.events, numbered] };
    },
    step: async <T>(name: string, work: () => Promise<T>) => {
      const known = stored.get(name);
      if (known) return unpack(known) as T;
      const result = await attempt(async () => {
        await write();
        return keep(await whileDatabaseReturns(work));
      });
      queued = { ...queued, steps: [...queued.steps, { name, result }] };
      return unpack(result) as T;
    },
    write,
    drain: () => {
      const batch = queued;
      queued = { events: [], steps: [] };
      return batch;
    },
  };
}

async function attempt(work: () => Promise<unknown>): Promise<StepResult> {
  try {
    return { ok: true, value: (await work()) ?? null };
  } catch (caught) {
    const error = toAppError(caught);
    // Anything else is a fault of ours and leaves the run to be recovered.
    if (error.code === "internal") throw caught;
    return { ok: false, code: error.code, message: error.message };
  }
}

function unpack(result: StepResult): unknown {
  if (result.ok) return result.value;
  throw new AppError(result.code, result.message);
}
