import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import { raiseLimit } from "#db/queries/budget-ledger.server.ts";
import type { Embed } from "#lib/access/workspace-models.server.ts";
import { knowNone, knownBudgets } from "#lib/budgets/known-budgets.server.ts";
import { toUnits } from "#lib/budgets/measures.ts";
import { type Meter, type MeterOwner, openMeter, refuse } from "#lib/budgets/meter.server.ts";
import { meterEmbedding } from "#lib/budgets/meter-embedding.server.ts";
import { type MeteredTurn, meterTurn } from "#lib/budgets/meter-turn.server.ts";
import type { BudgetNote } from "#lib/budgets/refusal.ts";
import type { ModelSettings } from "#lib/models/model-settings.ts";
import type { TurnResult } from "#lib/models/turn-result.ts";
import type { RunHost } from "#lib/runtime/host.ts";

/** What a run's host spends through. */
export type RunMeter = {
  /** Names the step under way, so that what it spends is counted once however often it is tried. */
  step: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  turn: (turn: Omit<MeteredTurn, "step">) => Promise<TurnResult & { budgets?: BudgetNote[] }>;
  embed: (embed: Embed, settings: ModelSettings) => Embed;
  budget: NonNullable<RunHost["budget"]>;
};

/** Opens the meter of a run; `epoch` is the state of its workspace's budgets when it was claimed. */
export function openRunMeter(
  pool: Pool,
  database: Database,
  owner: MeterOwner & { runId: string },
  epoch: number,
  signal: AbortSignal,
): RunMeter {
  if (epoch === 0) knowNone(owner.workspaceId);
  const meter: Meter = openMeter(pool, database, owner, () => knownBudgets(pool, owner.workspaceId, epoch));
  const current = new AsyncLocalStorage<{ name: string; calls: number }>();
  const nextName = () => {
    const at = current.getStore() ?? { name: "outside of steps", calls: 0 };
    at.calls += 1;
    return at.calls === 1 ? at.name : `${at.name} #${at.calls}`;
  };
  return {
    step: (name, work) => current.run({ name, calls: 0 }, work),
    turn: (turn) => meterTurn(pool, database, owner, meter, { ...turn, step: nextName() }),
    embed: (embed, settings) =>
      meterEmbedding(pool, database, owner, meter, embed, settings, () => nextName()),
    budget: {
      action: async ({ nodeIds, what, timeoutMs, letPast }, work, callsOf) => {
        const budgets = await meter.applying(nodeIds, "action");
        if (budgets.length === 0) return { done: await work(), notes: [] };
        const got = await meter.hold(budgets, {
          step: nextName(),
          kind: "action",
          nodeId: nodeIds[0] ?? null,
          what,
          taking: { usd: 0, tokens: 0, calls: 1, seconds: Math.min(timeoutMs, 30_000) },
          timeoutMs,
          letPast: new Set(letPast),
          atCeiling: new Set(),
          signal,
        });
        if ("noRoom" in got) {
          const [full] = got.noRoom.toSorted(
            (one, other) => rank(one.budget.onLimit) - rank(other.budget.onLimit),
          );
          if (full) throw await refuse(pool, database, owner, full);
          return { done: await work(), notes: [] };
        }
        const started = performance.now();
        const settle = (calls: number) =>
          meter.settle(got.hold, {
            usd: 0,
            tokens: 0,
            calls,
            seconds: calls === 0 ? 0 : Math.round(performance.now() - started),
          });
        let done: Awaited<ReturnType<typeof work>>;
        try {
          done = await work();
        } catch (caught) {
          await settle(1);
          throw caught;
        }
        return { done, notes: await settle(callsOf(done)) };
      },
      raise: ({ counterId, measure, amount, key, by }) =>
        raiseLimit(pool, {
          counterId,
          workspaceId: owner.workspaceId,
          runId: owner.runId,
          key,
          amount: toUnits(measure, amount),
          by,
        }),
    },
  };
}

// What nobody can be asked about decides before what somebody can.
function rank(onLimit: string): number {
  return onLimit === "ask" ? 1 : 0;
}
