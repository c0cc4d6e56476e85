import { AppError } from "#lib/foundation/errors.ts";
import type { RunHost } from "./host.ts";

/**
 * The host as a delegate has it. Several lanes work at the same time in one journal, so every step carries the lane's
 * name, every event says within which delegation it happened, and nothing depends on the order among lanes: waits and
 * pauses are steps of their own. A delegate speaks to whoever asked it, never to the contact.
 */
export function laneHost(host: RunHost, lane: string, stopped: AbortSignal, askedBy: string): RunHost {
  const signal = AbortSignal.any([host.signal, stopped]);
  let pauses = 0;
  const step: RunHost["step"] = (name, work) =>
    host.step(`${name} @${lane}`, () => {
      if (stopped.aborted) throw new AppError("cancelled", "This work is no longer needed.");
      return work();
    });
  return {
    ...host,
    lane,
    signal,
    step,
    emit: (event) => {
      // What a delegate says goes to whoever asked, as its result.
      if (event.type === "message.completed") return;
      host.emit(event.within === undefined ? { ...event, within: lane } : event);
    },
    live: () => undefined,
    waitFor: (topic, timeoutMs) => step(`signal ${topic}`, () => host.listen(topic, timeoutMs, signal)),
    pause: async (ms) => {
      pauses += 1;
      await step(`pause ${pauses}`, () => restFor(ms, signal));
    },
    // The conversation is its asker's; a delegate knows what its task says.
    history: async () => [],
    checkpoint: async () => null,
    pastOutcomes: async () => [],
    turn: (request) =>
      host.turn({
        ...request,
        signal: request.signal ?? signal,
        nodeIds: [...(request.nodeIds ?? []), askedBy],
      }),
    ...(host.budget ? { budget: forAsker(host.budget, askedBy) } : {}),
    handoff: {
      request: async () => {
        throw new AppError(
          "ability_failed",
          "A delegate cannot hand the conversation to a person. Wire that ability to the agent that talks to the contact.",
        );
      },
      expire: host.handoff.expire,
    },
  };
}

// What a delegate spends, whoever asked it spends as well.
function forAsker(budget: NonNullable<RunHost["budget"]>, askedBy: string): NonNullable<RunHost["budget"]> {
  return {
    ...budget,
    action: (call, work, callsOf) =>
      budget.action({ ...call, nodeIds: [...call.nodeIds, askedBy] }, work, callsOf),
  };
}

function restFor(ms: number, signal: AbortSignal): Promise<null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(resolve, ms, null);
  signal.addEventListener(
    "abort",
    () => {
      clearTimeout(timer);
      resolve(null);
    },
    { once: true },
  );
  return promise;
}
