import type { AbilityResult } from "#lib/abilities/execute-ability.ts";
import { abilityExecutor } from "#lib/abilities/executors.server.ts";
import type { BudgetNote } from "#lib/budgets/refusal.ts";
import { AppError, errorTable, toAppError } from "#lib/foundation/errors.ts";
import { hash } from "./answer-cache.ts";
import { guardValue, type Trip, withheld } from "./guard-value.ts";
import type { MemoryPlace, RunHost } from "./host.ts";
import type { PlannedAbility, PlannedNode } from "./plan.ts";
import { prepareAbility } from "./prepare-ability.ts";
import { rehearseAction } from "./rehearse-action.ts";
import type { Tally } from "./tally.ts";
import { emitNote, withinBudget } from "./within-budget.ts";

/** How an action ended, with what the guards found in what came back. */
export type Attempt = { attempts: number; durationMs: number; trips: Trip[] } & (
  | { end: "succeeded"; value: AbilityResult }
  | { end: "failed" | "unknown" | "blocked"; code: string; message: string }
);

/** One attempt, as stored by its step; `again` says that another one may help. */
type Tried = { ms: number; trips: Trip[]; budgets?: BudgetNote[] } & (
  | { end: "succeeded"; value: AbilityResult }
  | { end: "failed" | "unknown"; code: string; message: string }
  | { end: "again"; code: string; message: string; waitMs: number }
);

/** What is about to be done. */
export type Doing = {
  actionId: string;
  agentNodeId: string;
  ability: PlannedAbility;
  fixed: never;
  args: Record<string, unknown>;
  guards: PlannedNode<"inspect">[];
  place: MemoryPlace | null;
  /** True where it is only rehearsed. */
  simulated: boolean;
};

const firstPauseMs = 200;
const longestPauseMs = 30_000;

/**
 * Attempts an action until it succeeds or nothing more can be tried. Every attempt is a durable step of its own and so
 * is the pause before it. Only what can safely happen twice is repeated: reads, and writes whose key is honoured.
 */
export async function attemptAction(host: RunHost, doing: Doing, tally: Tally): Promise<Attempt> {
  const nodeId = doing.ability.node.id;
  let durationMs = 0;
  for (let attempts = 1; ; attempts++) {
    const name = attempts === 1 ? `act ${doing.actionId}` : `act ${doing.actionId} again ${attempts}`;
    let tried: Tried;
    try {
      tried = await withinBudget(host, { step: name, nodeId, tally }, (letPast) =>
        tryOnBudget(host, doing, attempts, letPast),
      );
    } catch (caught) {
      const { code, message } = toAppError(caught);
      if (code !== "budget_reached") throw caught;
      if (attempts > 1) await host.step(`${name} blocked`, () => settleBlocked(host, doing, message));
      return { end: "blocked", code, message, attempts: attempts - 1, durationMs, trips: [] };
    }
    for (const note of tried.budgets ?? []) emitNote(host, nodeId, note);
    durationMs += tried.ms;
    if (tried.end !== "again") return { ...tried, attempts, durationMs };
    host.emit({
      type: "action.retried",
      nodeId,
      actionId: doing.actionId,
      attempt: attempts,
      error: { code: tried.code, message: tried.message },
      waitMs: tried.waitMs,
    });
    durationMs += tried.waitMs;
    await host.pause(tried.waitMs);
  }
}

async function settleBlocked(host: RunHost, doing: Doing, message: string): Promise<null> {
  const error = { code: "budget_reached", message };
  await host.action.settle(doing.actionId, { status: "blocked", error });
  return null;
}

async function tryOnBudget(
  host: RunHost,
  doing: Doing,
  attempt: number,
  letPast: readonly string[],
): Promise<Tried> {
  if (doing.simulated) return rehearseAction(host, doing);
  if (!host.budget) return tryOnce(host, doing, attempt);
  const { node, settings } = doing.ability;
  const call = {
    nodeIds: [node.id, doing.agentNodeId],
    what: settings.ability,
    timeoutMs: settings.timeoutMs,
    letPast,
  };
  const isCall = (tried: Tried) =>
    tried.end === "succeeded" && tried.value.cachedSeconds !== undefined ? 0 : 1;
  const { done, notes } = await host.budget.action(call, () => tryOnce(host, doing, attempt), isCall);
  return notes.length === 0 ? done : { ...done, budgets: notes };
}

async function tryOnce(host: RunHost, doing: Doing, attempt: number): Promise<Tried> {
  const { actionId, ability, fixed, args, guards, place } = doing;
  const started = host.now();
  const elapsed = () => host.now() - started;
  const claim = await host.action.claim({
    key: actionId,
    nodeId: ability.node.id,
    ability: ability.settings.ability,
    arguments: args,
  });
  if (claim.state === "done")
    return { end: "succeeded", value: { result: claim.result, undo: claim.undo }, ms: elapsed(), trips: [] };
  const { traits } = prepareAbility(ability);
  const repeatable = traits.effect === "read" || traits.honoursKey;
  if (claim.state === "interrupted" && !repeatable) {
    const message =
      "The action was cut off and may have happened. It is not repeated; check with the other side.";
    await host.action.settle(actionId, { status: "unknown", error: { code: "unavailable", message } });
    return { end: "unknown", code: "unavailable", message, ms: elapsed(), trips: [] };
  }
  const executor = abilityExecutor(ability.settings.ability);
  if (!executor) throw new AppError("internal", `This build has no ability “${ability.settings.ability}”.`);
  const cacheKey = cacheKeyOf(host, doing, traits.effect);
  const kept = cacheKey === null ? null : await host.cache?.recallResult(cacheKey);
  if (kept) {
    const guarded = guardResult(guards, kept.value as AbilityResult);
    const { result } = guarded.value;
    await host.action.settle(actionId, { status: "succeeded", result });
    const value = { ...guarded.value, cachedSeconds: kept.ageSeconds };
    return { end: "succeeded", value, ms: elapsed(), trips: guarded.trips };
  }
  const late = AbortSignal.timeout(ability.settings.timeoutMs);
  const mayRepeat = repeatable && attempt <= ability.settings.retries;
  try {
    const signal = AbortSignal.any([host.signal, late]);
    const raw = await executor.act(host.action.context(actionId, place, signal), fixed, args);
    const { value, trips } = guardResult(guards, raw);
    const waitMs = raw.retry ? (raw.retry.afterMs ?? pauseBefore(attempt + 1)) : null;
    if (mayRepeat && waitMs !== null && waitMs <= longestPauseMs)
      return {
        end: "again",
        code: "ability_failed",
        message: inShort(value.result),
        waitMs,
        ms: elapsed(),
        trips,
      };
    await host.action.settle(actionId, {
      status: value.isError ? "failed" : "succeeded",
      result: value.result,
      undo: value.undo,
    });
    if (cacheKey !== null && !raw.isError && !raw.handoff)
      await host.cache?.keepResult(cacheKey, ability.node.id, raw, ability.settings.cacheSeconds);
    return { end: "succeeded", value, ms: elapsed(), trips };
  } catch (caught) {
    if (host.signal.aborted) throw new AppError("cancelled", "The run was cancelled.");
    // Whatever the ability made of the signal: what was cut off by the clock may be tried again.
    const error = late.aborted ? overdue(ability, caught) : toAppError(caught);
    const said = error.code === "internal" ? "The ability failed unexpectedly." : error.message;
    const guarded = guardValue(guards, "result", said);
    const message = guarded.blockedBy === null ? String(guarded.value) : withheld(guarded.blockedBy);
    const failed = { code: error.code, message, trips: guarded.trips };
    if (mayRepeat && errorTable[error.code].retry)
      return { end: "again", ...failed, waitMs: pauseBefore(attempt + 1), ms: elapsed() };
    // The call left and nobody answered: it may have happened, and saying that it failed would invite a second one.
    const end = late.aborted && traits.effect === "write" ? "unknown" : "failed";
    await host.action.settle(actionId, { status: end, error: { code: error.code, message } });
    return { end, ...failed, ms: elapsed() };
  }
}

// Everything the call depends on, the place of memories included, so that nobody is shown somebody else's.
function cacheKeyOf(host: RunHost, doing: Doing, effect: "read" | "write"): string | null {
  const { settings, node } = doing.ability;
  if (!host.cache || effect !== "read" || settings.cacheSeconds === 0) return null;
  return hash({
    nodeId: node.id,
    kind: settings.ability,
    fixed: doing.fixed,
    args: doing.args,
    place: doing.place,
  });
}

/** What the world sent back is content like any message: the guards see it before it is stored or read. */
function guardResult(
  guards: PlannedNode<"inspect">[],
  raw: AbilityResult,
): { value: AbilityResult; trips: Trip[] } {
  const guarded = guardValue(guards, "result", raw.result);
  const { retry: _retry, ...value } = raw;
  const kept = guarded.blockedBy === null ? guarded.value : { withheld: withheld(guarded.blockedBy) };
  if (!raw.passages) return { value: { ...value, result: kept }, trips: guarded.trips };
  const passages = raw.passages.map((passage) => ({
    passage,
    seen: guardValue(guards, "result", passage.text),
  }));
  return {
    value: {
      ...value,
      result: kept,
      passages: passages.map(({ passage, seen }) => ({
        ...passage,
        text: seen.blockedBy === null ? String(seen.value) : withheld(seen.blockedBy),
      })),
    },
    trips: [...guarded.trips, ...passages.flatMap(({ seen }) => seen.trips)],
  };
}

function overdue(ability: PlannedAbility, cause: unknown): AppError {
  const seconds = ability.settings.timeoutMs / 1000;
  return new AppError(
    "ability_timeout",
    `“${ability.node.title}” did not finish within ${seconds} seconds. Whether it happened is not known.`,
    { cause },
  );
}

function pauseBefore(attempt: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 2));
}

function inShort(result: unknown): string {
  return (JSON.stringify(result) ?? "").slice(0, 500);
}
