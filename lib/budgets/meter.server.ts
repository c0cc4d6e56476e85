import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import {
  counterOf,
  type EntryOf,
  expireHolds,
  markReached,
  reserve,
  type Standing,
  settle,
} from "#db/queries/budget-ledger.server.ts";
import { insertNotice } from "#db/queries/notices.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { applies, type Budget, type Spender, subjectOf } from "./budget.ts";
import { fromUnits, type Measure } from "./measures.ts";
import { stretchOf } from "./periods.ts";
import { type BudgetNote, BudgetRefused, budgetInWords, refusalInWords } from "./refusal.ts";

/** What a call takes or may take, in the ledger's units by measure; money is null where the price is not known. */
export type Taking = Record<Exclude<Measure, "usd">, number> & { usd: number | null };

/** Room held for a call that is under way. */
export type Hold = {
  counters: { budget: Budget; counterId: string; endsAt: Date | null }[];
  step: string;
  what: string;
};

/** What a budget says to a call that does not fit: its words, and what would have to change. */
export type NoRoom = {
  budget: Budget;
  counterId: string;
  endsAt: Date | null;
  standing: Standing;
  wanted: number;
};

/** Of whom a meter counts the calls. */
export type MeterOwner = Omit<Spender, "nodeIds"> & {
  workspaceId: string;
  ownerId: string;
  timeZone: string;
};

/** Counts the calls of one run, or of one piece of work outside of runs, in every budget they belong to. */
export type Meter = {
  /** The budgets a call on behalf of these nodes counts in; most workspaces have none, and nothing more is asked. */
  applying: (nodeIds: readonly string[], kind: EntryOf["kind"]) => Promise<Budget[]>;
  /** Room in all of them, or those that have none. A call that only others' reservations stand against waits for them. */
  hold: (
    budgets: readonly Budget[],
    call: {
      step: string;
      kind: EntryOf["kind"];
      nodeId: string | null;
      what: string;
      taking: Taking;
      timeoutMs: number;
      /** Budgets whose limit a person let this call pass, or that hold at their ceiling now. */
      letPast: ReadonlySet<string>;
      atCeiling: ReadonlySet<string>;
      signal: AbortSignal;
    },
  ) => Promise<{ hold: Hold } | { noRoom: NoRoom[] }>;
  /** Counts what the call took in the place of what was held, and tells of every budget that crossed its share. */
  settle: (hold: Hold, taken: Taking, what?: string) => Promise<BudgetNote[]>;
};

const longestWaitMs = 20_000;
const expiryMarginMs = 30_000;

/** Opens a meter; `budgets` answers from memory wherever it can. */
export function openMeter(
  pool: Pool,
  database: Database,
  owner: MeterOwner,
  budgets: () => Promise<Budget[]> | Budget[],
): Meter {
  const counters = new Map<string, string>();

  async function locate(budget: Budget) {
    const stretch = stretchOf(budget.period, new Date(), owner.timeZone);
    const subject = subjectOf(budget, { ...owner, nodeIds: [] });
    const key = `${budget.id} ${subject} ${stretch.key}`;
    const { endsAt } = stretch;
    const known = counters.get(key);
    if (known !== undefined) return { budget, counterId: known, endsAt };
    const counterId = await counterOf(pool, owner.workspaceId, {
      budgetId: budget.id,
      subject,
      periodKey: stretch.key,
      startsAt: stretch.startsAt,
      endsAt,
    });
    if (counterId === null) return null;
    counters.set(key, counterId);
    return { budget, counterId, endsAt };
  }

  return {
    applying: async (nodeIds, kind) => {
      const all = await budgets();
      if (all.length === 0) return [];
      const spender: Spender = { ...owner, nodeIds };
      return all.filter(
        (one) => applies(one, spender) && (kind === "action" ? countsActions(one) : one.scope !== "ability"),
      );
    },

    hold: async (applying, call) => {
      const located = (await Promise.all(applying.map(locate))).filter((one) => one !== null);
      const wanted = located.map(({ budget, counterId }) => ({
        counterId,
        amount: call.taking[budget.measure] ?? 0,
        cap: call.atCeiling.has(budget.id) ? (budget.ceiling ?? budget.amount) : budget.amount,
        isLetPast: call.letPast.has(budget.id),
      }));
      const entry: EntryOf = {
        ownerId: owner.ownerId,
        step: call.step,
        workspaceId: owner.workspaceId,
        runId: owner.runId,
        nodeId: call.nodeId,
        kind: call.kind,
        what: call.what,
        expiresInMs: call.timeoutMs + expiryMarginMs,
      };
      const until = Date.now() + longestWaitMs;
      for (let pause = 20; ; pause = Math.min(pause * 2, 250)) {
        const standings = await reserve(pool, wanted, entry);
        const full = standings.filter(({ fits }) => !fits);
        const there = new Set(standings.map(({ counterId }) => counterId));
        if (full.length === 0)
          return {
            hold: {
              counters: located.filter(({ counterId }) => there.has(counterId)),
              step: call.step,
              what: call.what,
            },
          };
        const amountOf = (counterId: string) =>
          wanted.find((one) => one.counterId === counterId)?.amount ?? 0;
        const onlyHeld = full.every(
          ({ counterId, spent, reserved, cap }) =>
            reserved > 0 && cap > 0 && spent + amountOf(counterId) <= cap,
        );
        if (call.signal.aborted) throw new AppError("cancelled", "The call was cancelled.");
        if (!onlyHeld || Date.now() >= until)
          return {
            noRoom: full.flatMap((standing) => {
              const at = located.find(({ counterId }) => counterId === standing.counterId);
              return at ? [{ ...at, standing, wanted: amountOf(standing.counterId) }] : [];
            }),
          };
        if (pause === 20) await expireHolds(pool);
        await wait(pause, undefined, { signal: call.signal }).catch(() => undefined);
      }
    },

    settle: async (hold, taken, what) => {
      const settled = await settle(
        pool,
        hold.counters.map(({ budget, counterId }) => ({
          counterId,
          actual: Math.max(0, Math.round(taken[budget.measure] ?? 0)),
          cap: budget.amount,
          warnAt: budget.warnAt,
        })),
        { ownerId: owner.ownerId, step: hold.step, what: what ?? hold.what },
      );
      const notes: BudgetNote[] = [];
      for (const { counterId, spent, reserved, raised, hasWarned } of settled) {
        const at = hold.counters.find((one) => one.counterId === counterId);
        if (!hasWarned || !at) continue;
        const standing = { counterId, spent, reserved, cap: at.budget.amount + raised, fits: true };
        const note = noteOf({ ...at, standing, wanted: 0 }, "warn", "share", null);
        notes.push(note);
        const used = Math.round((spent / Math.max(1, standing.cap)) * 100);
        await tell(database, owner, `budget ${counterId} share`, {
          title: `Budget ${at.budget.name}: ${used} % used`,
          text: `${budgetInWords(at.budget, note.max)} has reached the share at which you wanted to know.`,
        });
      }
      return notes;
    },
  };
}

/** Notes once per period that a limit was reached, tells the members, and gives the error to throw. */
export async function refuse(
  pool: Pool,
  database: Database,
  owner: MeterOwner,
  full: NoRoom,
  unpriced: string | null = null,
): Promise<BudgetRefused> {
  const why = unpriced !== null ? "unpriced" : full.standing.cap <= 0 ? "zero" : "used-up";
  const does = full.budget.onLimit === "ask" && why !== "unpriced" ? "ask" : "stop";
  const note = noteOf(full, does, why, unpriced);
  const message = refusalInWords(note, full.wanted);
  if (await markReached(pool, full.counterId))
    await tell(database, owner, `budget ${full.counterId} reached`, {
      title: `Budget ${full.budget.name}: ${does === "ask" ? "a run asks to go on" : "a run was stopped"}`,
      text: message,
    });
  const { approverRole } = full.budget;
  const wanted = fromUnits(full.budget.measure, full.wanted);
  return new BudgetRefused({ note, message, counterId: full.counterId, wanted, approverRole });
}

/** What a budget has to say, with amounts as people read them. */
export function noteOf(
  { budget, endsAt, standing }: NoRoom,
  does: BudgetNote["does"],
  why: BudgetNote["why"],
  model: string | null,
): BudgetNote {
  const { id: budgetId, name, scope, period, measure } = budget;
  return {
    budgetId,
    name,
    scope,
    period,
    measure,
    used: fromUnits(measure, standing.spent),
    reserved: fromUnits(measure, standing.reserved),
    max: fromUnits(measure, standing.cap),
    does,
    why,
    model,
    resetsAt: endsAt?.toISOString() ?? null,
  };
}

// Money and tokens are the models'; an action takes calls and time.
function countsActions({ measure }: Budget): boolean {
  return measure === "calls" || measure === "seconds";
}

async function tell(
  database: Database,
  owner: MeterOwner,
  key: string,
  words: { title: string; text: string },
): Promise<void> {
  if (owner.runId === null) return;
  await insertNotice(database, owner.workspaceId, { runId: owner.runId, key, role: null, ...words });
}
