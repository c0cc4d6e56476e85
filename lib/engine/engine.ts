/** The durable port: what a run needs of an engine. Two adapters, `dbos.server.ts` and `in-memory.ts`, keep it. */
export type DurableEngine = {
  /** Calls `work` and stores what it returns (JSON); after a crash the stored value comes back instead. */
  step: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** Waits durably for a signal of this name; null when the time is over first. */
  waitFor: (topic: string, timeoutMs: number) => Promise<unknown>;
};
