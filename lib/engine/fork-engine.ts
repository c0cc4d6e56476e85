import { AppError } from "#lib/foundation/errors.ts";
import type { StoredEvent } from "#lib/run-events/events.ts";
import type { DurableEngine } from "./engine.ts";
import type { StoredStep } from "./replay-run.ts";

/** The turn a fork begins with: what came before it is taken over from the parent. */
export type ForkPoint = { nodeId: string; turn: number; seq: number };

/** The first turn at or after an event of a run's log; undefined when none follows. */
export function forkPointAt(log: readonly StoredEvent[], fromSeq: number): ForkPoint | undefined {
  // A turn inside of a delegation has no place of its own in the order of the run.
  for (const { seq, event } of log)
    if (seq >= fromSeq && event.type === "turn.started" && event.within === undefined)
      return { nodeId: event.nodeId, turn: event.turn, seq };
  return undefined;
}

/** The steps of the parent that come before the fork point, in their order. */
export function stepsBefore(steps: readonly StoredStep[], point: ForkPoint): StoredStep[] {
  const at = steps.findIndex((step) => step.name === `turn ${point.nodeId} ${point.turn}`);
  return at < 0 ? [] : steps.slice(0, at);
}

/**
 * An engine that answers the parent's steps from what the parent stored and does the work of every other step. What
 * is taken over is stored again under the fork, so that the fork can be recovered and replayed on its own.
 */
export function forkedEngine(engine: DurableEngine, taken: readonly StoredStep[]): DurableEngine {
  const steps = new Map(taken.flatMap((step) => (step.kind === "step" ? [[step.name, step.end]] : [])));
  const waits = taken.filter((step) => step.kind === "wait").map((step) => step.value);
  return {
    step: <T>(name: string, work: () => Promise<T>) => {
      const end = steps.get(name);
      if (end === undefined) return engine.step(name, work);
      return engine.step(name, async () => {
        if (end.ok) return end.value as T;
        throw new AppError(end.code, end.message);
      });
    },
    waitFor: (topic, timeoutMs) => {
      if (waits.length === 0) return engine.waitFor(topic, timeoutMs);
      const value = waits.shift();
      return engine.step(`signal ${topic}`, async () => value);
    },
    pause: engine.pause,
  };
}
