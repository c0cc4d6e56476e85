/**
 * The durable port: what a run needs of an engine. `run-journal.server.ts` keeps the steps and `dbos.server.ts` the
 * waits on PostgreSQL; `in-memory.ts` keeps both for tests.
 */
export type DurableEngine = {
  /** Calls `work` and stores what it returns (JSON) before anything depends on it; after a crash that comes back instead. */
  step: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** Waits durably for a signal of this name; null when the time is over first. */
  waitFor: (topic: string, timeoutMs: number) => Promise<unknown>;
  /** Durably lets time pass; what is left of it is waited for after a crash. */
  pause: (ms: number) => Promise<void>;
};
