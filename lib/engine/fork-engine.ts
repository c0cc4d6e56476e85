import { AppError } from "#lib/foundation/errors.ts";
import type { StoredEvent } from "#lib/run-events/events.ts";
import type { DurableEngine } from "./engine.ts";
import type { StoredStep } from "./replay-run.ts";

/** Where a fork leaves its parent: before a turn, or where an action of that turn has got another result. */
export type ForkPoint = {
  nodeId: string;
  turn: number;
  seq: number;
  /** The delegation the turn is taken in. */
  within?: string | undefined;
  /** The action whose result is another; what came before it in its turn is taken over as well. */
  actionId?: string | undefined;
};

/** The first turn at or after an event of a run's log; undefined when none follows. */
export function forkPointAt(log: readonly StoredEvent[], fromSeq: number): ForkPoint | undefined {
  for (const { seq, event } of log)
    if (seq >= fromSeq && event.type === "turn.started")
      return { nodeId: event.nodeId, turn: event.turn, seq, ...(event.within && { within: event.within }) };
  return undefined;
}

/** Where an action of a run's log was proposed, with the turn that proposed it; undefined when it is not in the log. */
export function forkPointOfAction(log: readonly StoredEvent[], actionId: string): ForkPoint | undefined {
  const proposed = log.find(({ event }) => event.type === "action.proposed" && event.actionId === actionId);
  if (proposed?.event.type !== "action.proposed") return undefined;
  const { within } = proposed.event;
  const turn = log.findLast(
    ({ seq, event }) => seq < proposed.seq && event.type === "turn.started" && event.within === within,
  )?.event;
  if (turn?.type !== "turn.started") return undefined;
  return { nodeId: turn.nodeId, turn: turn.turn, seq: proposed.seq, ...(within && { within }), actionId };
}

/** What the step of a turn is called in the journal, lane included. */
export function turnStep({ nodeId, turn, within }: Pick<ForkPoint, "nodeId" | "turn" | "within">): string {
  return `turn ${nodeId} ${turn}${within === undefined ? "" : ` @${within}`}`;
}

/** The steps of the parent that come before the fork point, in their order; none where the point is not among them. */
export function stepsBefore(steps: readonly StoredStep[], point: ForkPoint): StoredStep[] {
  const { actionId } = point;
  const at = steps.findIndex(({ name }) =>
    actionId ? belongsTo(name, actionId) : isStep(name, turnStep(point)),
  );
  return at < 0 ? [] : steps.slice(0, at);
}

// Work in a lane inside of another lane carries both names.
function isStep(name: string, wanted: string): boolean {
  return name === wanted || name.startsWith(`${wanted} @`);
}

// Asking for it, pausing at it, doing it; how the action was weighed comes before all of these and stays.
function belongsTo(name: string, actionId: string): boolean {
  const [verb, ...words] = name.split(" ");
  return verb !== "decide" && words.includes(actionId);
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
