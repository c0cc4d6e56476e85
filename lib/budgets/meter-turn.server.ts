import "server-only";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import type { ResolvedModel } from "#lib/models/resolve-model.server.ts";
import { costOf, runTurn, type TurnRequest } from "#lib/models/run-turn.server.ts";
import type { TurnResult } from "#lib/models/turn-result.ts";
import type { Budget } from "./budget.ts";
import { leastOutput, promptTokens, usualOutput } from "./estimate.ts";
import { toUnits } from "./measures.ts";
import { type Meter, type MeterOwner, type NoRoom, noteOf, refuse, type Taking } from "./meter.server.ts";
import type { BudgetNote } from "./refusal.ts";

/** A model call as it is metered. */
export type MeteredTurn = {
  step: string;
  /** The agent and those it works for. */
  nodeIds: readonly string[];
  /** Budgets a person let this call pass. */
  letPast?: readonly string[];
  request: TurnRequest;
  /** The models in place of the request's when a budget switches; without it such a budget stops at its limit. */
  resolve?: (model: string) => Promise<ResolvedModel[]>;
};

/**
 * Calls a model with room reserved for it in every budget it counts in, and settles what it took. The length of the
 * answer is bounded by what was reserved. Throws `BudgetRefused` in place of a call that does not fit.
 */
export async function meterTurn(
  pool: Pool,
  database: Database,
  owner: MeterOwner,
  meter: Meter,
  turn: MeteredTurn,
): Promise<TurnResult & { budgets?: BudgetNote[] }> {
  const budgets = await meter.applying(turn.nodeIds, "model");
  if (budgets.length === 0) return runTurn(turn.request);
  const { request } = turn;
  const notes: BudgetNote[] = [];
  const atCeiling = new Set<string>();
  const letPast = new Set(turn.letPast ?? []);
  let models = await priced(pool, database, owner, meter, turn, budgets, request.models);
  const bounded = budgets.some(({ measure }) => measure === "usd" || measure === "tokens");
  const inputTokens = promptTokens(request);
  let output = request.maxOutputTokens ?? usualOutput;
  for (;;) {
    const [first] = models;
    const call = {
      step: turn.step,
      kind: "model" as const,
      nodeId: turn.nodeIds[0] ?? null,
      what: first ? `${first.provider}/${first.modelId}` : "",
      taking: takingOf(models, inputTokens, output, request.totalTimeoutMs ?? 120_000),
      timeoutMs: request.totalTimeoutMs ?? 120_000,
      letPast,
      atCeiling,
      signal: request.signal,
    };
    const got = await meter.hold(budgets, call);
    if ("hold" in got) {
      const started = performance.now();
      const capped = bounded ? { ...request, models, maxOutputTokens: output } : { ...request, models };
      const { asked, cutOff } = countingCutOff(capped);
      try {
        const result = await runTurn(asked);
        const taken = withLost(takenBy(result), call.taking, cutOff(true));
        const warned = await meter.settle(got.hold, taken, `${result.provider}/${result.modelId}`);
        return { ...result, budgets: [...notes, ...warned] };
      } catch (caught) {
        // That it was made, and how long it lasted, is certain; what an answer cut off took nobody said.
        const ms = Math.round(performance.now() - started);
        const taken = withLost({ usd: 0, tokens: 0, calls: 1, seconds: ms }, call.taking, cutOff(false));
        await meter.settle(got.hold, taken);
        throw caught;
      }
    }
    const shorter = outputThatFits(got.noRoom, models, inputTokens, output);
    if (shorter !== null) {
      output = shorter;
      continue;
    }
    const switching = got.noRoom.filter(
      ({ budget, standing }) => canSwitch(budget, atCeiling) && standing.cap > 0,
    );
    const [final] = got.noRoom.filter((one) => !switching.includes(one));
    const [next] = switching;
    if (final || !next || !turn.resolve)
      throw await refuse(pool, database, owner, final ?? next ?? (got.noRoom[0] as NoRoom));
    for (const { budget } of switching) atCeiling.add(budget.id);
    const cheaper = next.budget.cheaperModel ?? "fast";
    models = await priced(pool, database, owner, meter, turn, budgets, await turn.resolve(cheaper));
    output = request.maxOutputTokens ?? usualOutput;
    notes.push(
      noteOf(next, "cheaper", "used-up", models[0] ? `${models[0].provider}/${models[0].modelId}` : cheaper),
    );
  }
}

/** The request, and how many of its answers began and were then cut off, by a fault or because nobody waits any more. */
function countingCutOff(request: TurnRequest): {
  asked: TurnRequest;
  cutOff: (isAnswered: boolean) => number;
} {
  let discarded = 0;
  let isOpen = false;
  const asked: TurnRequest = {
    ...request,
    onDelta: (delta) => {
      isOpen = true;
      request.onDelta(delta);
    },
    onDiscard: () => {
      discarded += 1;
      isOpen = false;
      request.onDiscard?.();
    },
  };
  return { asked, cutOff: (isAnswered) => discarded + Number(isOpen && !isAnswered) };
}

/** What a call took, with what was reserved for one more for each answer that was cut off. */
function withLost(taken: Taking, reserved: Taking, cutOff: number): Taking {
  return {
    ...taken,
    tokens: taken.tokens + reserved.tokens * cutOff,
    usd: taken.usd === null ? null : taken.usd + (reserved.usd ?? 0) * cutOff,
  };
}

function canSwitch(budget: Budget, atCeiling: ReadonlySet<string>): boolean {
  return budget.onLimit === "cheaper" && !atCeiling.has(budget.id);
}

// The dearest of the models that may be tried counts: which one answers is known only afterwards.
function takingOf(
  models: readonly ResolvedModel[],
  inputTokens: number,
  output: number,
  timeoutMs: number,
): Taking {
  const costs = models.map((model) => costOf(model, { inputTokens, outputTokens: output }) ?? 0);
  return {
    usd: Math.ceil(Math.max(0, ...costs) * 1e9),
    tokens: inputTokens + output,
    calls: 1,
    seconds: Math.min(timeoutMs, 30_000),
  };
}

function takenBy(result: TurnResult): Taking {
  return {
    usd: result.costUsd === null ? null : toUnits("usd", result.costUsd),
    tokens: result.usage.inputTokens + result.usage.outputTokens,
    calls: 1,
    seconds: result.durationMs,
  };
}

/** The longest shorter answer that what is not spent yet allows; null where a shorter one does not help. */
function outputThatFits(
  noRoom: readonly NoRoom[],
  models: readonly ResolvedModel[],
  inputTokens: number,
  output: number,
): number | null {
  let fits = output;
  for (const { budget, standing } of noRoom) {
    const left = standing.cap - standing.spent;
    if (standing.cap <= 0 || (budget.measure !== "usd" && budget.measure !== "tokens")) return null;
    const takes = (tokens: number) => takingOf(models, inputTokens, tokens, 0)[budget.measure] ?? 0;
    if (takes(leastOutput) > left) return null;
    const perToken = (takes(output) - takes(0)) / output;
    while (fits > leastOutput && takes(fits) > left)
      fits = Math.max(
        leastOutput,
        Math.min(fits - 1, Math.floor((left - takes(0)) / Math.max(perToken, 1e-9))),
      );
  }
  return fits < output ? fits : null;
}

/** The models whose price is known, under a budget that must know it; refuses where the first is not among them. */
async function priced(
  pool: Pool,
  database: Database,
  owner: MeterOwner,
  meter: Meter,
  turn: MeteredTurn,
  budgets: readonly Budget[],
  models: readonly ResolvedModel[],
): Promise<ResolvedModel[]> {
  const strict = budgets.find(({ measure, unpriced }) => measure === "usd" && unpriced === "refuse");
  if (!strict) return [...models];
  const isPriced = (model: ResolvedModel) => costOf(model, { inputTokens: 1, outputTokens: 1 }) !== null;
  const [first] = models;
  if (!first || isPriced(first)) return models.filter(isPriced);
  const name = `${first.provider}/${first.modelId}`;
  const nothing: Taking = { usd: 0, tokens: 0, calls: 0, seconds: 0 };
  // Refused whatever the limit was raised by: it only tells how the budget stands.
  const asked = await meter.hold([{ ...strict, amount: Number.MIN_SAFE_INTEGER, onLimit: "stop" }], {
    step: `${turn.step} unpriced`,
    kind: "model",
    nodeId: turn.nodeIds[0] ?? null,
    what: name,
    taking: nothing,
    timeoutMs: 0,
    letPast: new Set(),
    atCeiling: new Set(),
    signal: turn.request.signal,
  });
  const [full] = "noRoom" in asked ? asked.noRoom : [];
  if (!full) return models.filter(isPriced);
  const standing = { ...full.standing, cap: strict.amount };
  throw await refuse(pool, database, owner, { ...full, standing }, name);
}
