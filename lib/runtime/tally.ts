import type { AgentLimits } from "#lib/nodes/execute-node.ts";
import type { CitedPassage, DurableEvent, RunUsage } from "#lib/run-events/events.ts";

/** How often an ability worked and how often it did not. */
export type AbilityTally = { succeeded: number; failed: number; refused: number };

/** What a run has used and done so far; plain numbers the interpreter adds up. */
export type Tally = {
  turns: number;
  actions: number;
  usage: RunUsage;
  abilities: Record<string, AbilityTally>;
  citations: CitedPassage[];
  /** The time of the last stored step, in ms since the epoch: the interpreter's only clock, the same on replay. */
  at: number;
  /** How much of the time went by waiting for people; no limit of an agent counts it. */
  waitedMs: number;
  /** True once a guardrail, an approver or a limit kept the run from going on as it wanted. */
  blocked: string | null;
  /** What succeeded so far, by ability name, with the numbers of its arguments added up. */
  done: Record<string, { count: number; sums: Record<string, number>; wrote: boolean }>;
  /** Writes that were wanted and did not happen, or only may have; newest last. */
  notDone: { name: string; title: string; maybe: boolean }[];
  /** How often the answer claimed what had not happened. */
  falseClaims: number;
  /** Turns and actions of the agents that worked for this one; its own limits do not count them. */
  beside: { turns: number; actions: number };
  /** What the run is about, for rules outside the model. */
  about: {
    text: string;
    contact: { id: string | null; key: string; name: string; email: string };
    /** Results that stand in for calls of a test run, by the ability's node. */
    pinned?: Record<string, unknown>;
    /** Results given to a fork in place of its parent's, by the action's id. */
    supplied?: Record<string, { value: unknown; by: string }>;
  };
};

/** A tally at zero for the given ability names. */
export function emptyTally(abilityNames: string[], at: number, about: Tally["about"]): Tally {
  return {
    turns: 0,
    actions: 0,
    usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
    abilities: Object.fromEntries(
      abilityNames.map((name) => [name, { succeeded: 0, failed: 0, refused: 0 }]),
    ),
    citations: [],
    at,
    waitedMs: 0,
    blocked: null,
    done: {},
    notDone: [],
    falseClaims: 0,
    beside: { turns: 0, actions: 0 },
    about,
  };
}

/** A tally at zero for an agent that begins now, about something of its own. */
export function tallyBeside(tally: Tally, text: string): Tally {
  return emptyTally(Object.keys(tally.abilities), tally.at, { ...tally.about, text });
}

/** Adds what another agent used and did; what it failed to do is not done for whoever asked either. */
export function mergeTally(tally: Tally, other: Tally): void {
  tally.usage = addUsage(tally.usage, other.usage);
  tally.beside.turns += other.turns + other.beside.turns;
  tally.beside.actions += other.actions + other.beside.actions;
  tally.notDone.push(...other.notDone);
  tally.falseClaims += other.falseClaims;
  for (const [name, more] of Object.entries(other.abilities)) {
    const known = tally.abilities[name] ?? { succeeded: 0, failed: 0, refused: 0 };
    tally.abilities[name] = {
      succeeded: known.succeeded + more.succeeded,
      failed: known.failed + more.failed,
      refused: known.refused + more.refused,
    };
  }
  for (const [name, more] of Object.entries(other.done)) {
    const known = tally.done[name] ?? { count: 0, sums: {}, wrote: false };
    const sums = { ...known.sums };
    for (const [key, value] of Object.entries(more.sums)) sums[key] = (sums[key] ?? 0) + value;
    tally.done[name] = { count: known.count + more.count, sums, wrote: known.wrote || more.wrote };
    tally.notDone = tally.notDone.filter((one) => one.name !== name);
  }
}

/** Adds one turn's use; once a price is unknown the sum is unknown too, never a smaller number. */
export function addUsage(sum: RunUsage, more: RunUsage): RunUsage {
  return {
    inputTokens: sum.inputTokens + more.inputTokens,
    outputTokens: sum.outputTokens + more.outputTokens,
    costUsd: sum.costUsd === null || more.costUsd === null ? null : sum.costUsd + more.costUsd,
  };
}

/** The limits looked at before a turn; `actions` is looked at before an action. */
export const turnLimits = ["turns", "seconds", "tokens", "costUsd"] as const;

/** The first of the named limits that is used up, as the event that reports it, or null. */
export function limitReached(
  limits: AgentLimits,
  tally: Tally,
  elapsedMs: number,
  nodeId: string,
  names: readonly (keyof AgentLimits)[],
): Extract<DurableEvent, { type: "budget.warned" }> | null {
  const used = {
    turns: tally.turns,
    actions: tally.actions,
    seconds: elapsedMs / 1000,
    tokens: tally.usage.inputTokens + tally.usage.outputTokens,
    costUsd: tally.usage.costUsd ?? 0,
  };
  for (const limit of names) {
    const max = limits[limit];
    if (max !== null && used[limit] >= max)
      return { type: "budget.warned", nodeId, limit, used: used[limit], max };
  }
  return null;
}
