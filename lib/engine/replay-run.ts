import { AppError, type ErrorCode, toAppError } from "#lib/foundation/errors.ts";
import type { DurableEvent, StoredEvent } from "#lib/run-events/events.ts";
import type { RunHost, RunInput, RunVerdict } from "#lib/runtime/host.ts";
import type { ExecutorOf } from "#lib/runtime/plan.ts";
import { runBlueprint } from "#lib/runtime/run-blueprint.ts";
import { stopsWhere } from "#lib/runtime/stop-at-breakpoint.ts";
import { compareLogs, type LogDifference } from "./compare-logs.ts";

/** One step of a run as the engine stored it; `wait` is a signal, or null where the time was over first. */
export type StoredStep = { name: string } & (
  | { kind: "step"; end: { ok: true; value: unknown } | { ok: false; code: ErrorCode; message: string } }
  | { kind: "wait"; value: unknown }
);

/** What came of a replay: whether it gave the same log, and where it did not. */
export type Replayed = {
  equal: boolean;
  /** Steps handed out from the log. */
  steps: number;
  events: number;
  /** Calls to a model, an ability or the network the replay tried to make; each is refused, so it must be 0. */
  outsideCalls: number;
  status: RunVerdict["status"] | null;
  answer: string | null;
  /** The step at which the interpreter left the log, and how. */
  divergence: { step: string; problem: string } | null;
  differences: LogDifference[];
  /** The steps in the order in which the replay took them. */
  taken: StoredStep[];
};

class Divergence extends Error {
  readonly step: string;

  constructor(step: string, problem: string) {
    super(problem);
    this.step = step;
  }
}

/**
 * Runs the interpreter again on what a finished run stored: every step is answered from the log, nothing is asked of
 * a model and nothing leaves the machine. A step the log does not hold ends the replay there and is named.
 */
export async function replayRun(
  input: RunInput,
  steps: readonly StoredStep[],
  log: readonly StoredEvent[],
  executorOf: ExecutorOf,
  simulates = false,
): Promise<Replayed> {
  const end = endOf(log);
  const tape = tapeOf(steps, end?.status === "cancelled");
  const events: DurableEvent[] = [];
  let outsideCalls = 0;
  const refuse = (what: string) => (): never => {
    outsideCalls += 1;
    throw new Divergence(what, `The replay wanted to reach outside: ${what}.`);
  };
  const host = replayHost(tape, events, refuse, simulates);
  let verdict: RunVerdict | null = null;
  let divergence: Replayed["divergence"] = null;
  try {
    verdict = await runBlueprint(host, input, executorOf);
  } catch (caught) {
    const cause = divergenceIn(caught);
    // Where our own fault ended a run nothing more was stored, and its worker wrote the end instead.
    if (cause && end?.error?.code !== "internal") divergence = { step: cause.step, problem: cause.message };
    else {
      // The run itself ended like this: its worker wrote the failure down in place of the interpreter.
      const { code, message } = cause ? toAppError(cause) : toAppError(caught);
      const usage = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
      const error = { code, message };
      events.push({ type: "run.finished", status: "failed", answer: null, error, usage, durationMs: 0 });
    }
  }
  const left = tape.left();
  if (divergence === null && left !== null)
    divergence = { step: left, problem: "The run took this step; the replay did not." };
  const differences = compareLogs(log, events);
  return {
    equal: divergence === null && differences.length === 0 && outsideCalls === 0,
    steps: tape.taken.length,
    events: events.length,
    outsideCalls,
    status: verdict?.status ?? null,
    answer: verdict?.answer ?? null,
    divergence,
    differences,
    taken: tape.taken,
  };
}

function endOf(log: readonly StoredEvent[]) {
  const end = log.find(({ event }) => event.type === "run.finished")?.event;
  return end?.type === "run.finished" ? end : undefined;
}

function divergenceIn(caught: unknown): Divergence | null {
  if (caught instanceof Divergence) return caught;
  return caught instanceof Error && caught.cause !== undefined ? divergenceIn(caught.cause) : null;
}

type Tape = ReturnType<typeof tapeOf>;

function tapeOf(steps: readonly StoredStep[], wasCancelled: boolean) {
  const kept = new Map<string, StoredStep[]>();
  for (const step of steps) kept.set(keyOf(step), [...(kept.get(keyOf(step)) ?? []), step]);
  const taken: StoredStep[] = [];
  const take = (key: string): StoredStep | undefined => {
    const step = kept.get(key)?.shift();
    if (step) taken.push(step);
    return step;
  };
  return {
    step: (name: string): unknown => {
      const stored = take(`step ${name}`);
      if (stored?.kind !== "step")
        throw new Divergence(name, "The replay took this step; the run did not, or its result is gone.");
      if (stored.end.ok) return structuredClone(stored.end.value);
      throw new AppError(stored.end.code, stored.end.message);
    },
    wait: (topic: string): unknown => {
      // A fork stores the signals it took over from its parent as steps of its own.
      const stored = take(`step signal ${topic}`) ?? take("wait");
      if (stored?.kind === "step" && stored.end.ok) return structuredClone(stored.end.value);
      // A run cancelled just before it would have waited has stored no wait.
      if (!stored && wasCancelled) throw new AppError("cancelled", "The run was cancelled.");
      if (stored?.kind !== "wait")
        throw new Divergence(topic, "The replay waits for a signal the run did not wait for.");
      return structuredClone(stored.value);
    },
    taken,
    names: steps.map((step) => step.name),
    left: () => [...kept.values()].flat()[0]?.name ?? null,
  };
}

// Steps are found by name, not by place: those of parallel work are stored in the order in which they ended.
function keyOf(step: StoredStep): string {
  return step.kind === "wait" ? "wait" : `step ${step.name}`;
}

function replayHost(
  tape: Tape,
  events: DurableEvent[],
  refuse: (what: string) => () => never,
  simulates: boolean,
): RunHost {
  return {
    signal: new AbortController().signal,
    simulatesWrites: simulates,
    breakpoints: {
      stopsAt: stopsWhere(tape.names),
      open: refuse("a breakpoint"),
      expire: refuse("a breakpoint"),
    },
    pause: async () => undefined,
    step: async <T>(name: string) => tape.step(name) as T,
    waitFor: async (topic) => tape.wait(topic),
    listen: refuse("an approval"),
    emit: (event) => events.push(event),
    live: () => undefined,
    now: refuse("the clock"),
    history: refuse("the conversation's history"),
    checkpoint: refuse("the conversation's checkpoint"),
    windows: refuse("the windows of models"),
    pastOutcomes: refuse("past outcomes"),
    search: refuse("a dataset"),
    memory: { read: refuse("the memory") },
    turn: refuse("a model"),
    action: {
      claim: refuse("the ledger of actions"),
      settle: refuse("the ledger of actions"),
      context: refuse("an ability"),
    },
    approval: { request: refuse("an approval"), expire: refuse("an approval") },
    handoff: { request: refuse("a handoff"), expire: refuse("a handoff") },
    circuit: { admit: refuse("an agent's breaker"), report: refuse("an agent's breaker") },
    board: {
      post: refuse("a board"),
      take: refuse("a board"),
      settle: refuse("a board"),
      read: refuse("a board"),
    },
    enrol: refuse("an experiment"),
    status: refuse("the run's status"),
    finish: async () => undefined,
  };
}
