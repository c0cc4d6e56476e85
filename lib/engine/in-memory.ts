import type { DurableEngine } from "./engine.ts";

/** An engine that keeps everything in memory, for tests of the interpreter; `steps` is its log. */
export type InMemoryEngine = DurableEngine & {
  steps: string[];
  /** Delivers a signal, also before anybody waits for it. */
  signal: (topic: string, value: unknown) => void;
};

/** A fresh engine; `stored` lets a second engine continue where a first one was cut off. */
export function inMemoryEngine(stored: Map<string, unknown> = new Map()): InMemoryEngine {
  const arrived = new Map<string, unknown>();
  const waiting = new Map<string, (value: unknown) => void>();
  const steps: string[] = [];
  return {
    steps,
    step: async <T>(name: string, work: () => Promise<T>) => {
      steps.push(name);
      if (stored.has(name)) return structuredClone(stored.get(name)) as T;
      const value = await work();
      stored.set(name, structuredClone(value));
      return value;
    },
    waitFor: (topic, timeoutMs) => {
      if (arrived.has(topic)) return Promise.resolve(arrived.get(topic));
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(null), timeoutMs);
        waiting.set(topic, (value) => {
          clearTimeout(timer);
          resolve(value);
        });
      });
    },
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    signal: (topic, value) => {
      arrived.set(topic, value);
      waiting.get(topic)?.(value);
    },
  };
}
