import { amountInWords, mostOf } from "#lib/budgets/measures.ts";
import { type BudgetNote, type BudgetRefusal, BudgetRefused, budgetInWords } from "#lib/budgets/refusal.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { askPerson } from "./ask-person.ts";
import type { RunHost } from "./host.ts";
import type { Tally } from "./tally.ts";

/** What a refused step stores in place of its result. */
type Refused = { budgetRefused: BudgetRefusal };

const longestWaitMs = 7 * 24 * 60 * 60_000;

/**
 * Does the work of a step that spends. Where a budget has no room for it and asks a person, the run waits durably for
 * their word, then tries again: past the limit once, or under a limit raised for the period. Where nobody lets it go
 * on, it throws `budget_reached` with the reason.
 */
export async function withinBudget<T extends object>(
  host: RunHost,
  at: { step: string; nodeId: string; tally: Tally },
  work: (letPast: readonly string[]) => Promise<T>,
): Promise<T> {
  const letPast: string[] = [];
  for (let attempt = 1; ; attempt++) {
    const name = attempt === 1 ? at.step : `${at.step} after ${attempt}`;
    const done = await host.step<T | Refused>(name, () => work(letPast).catch(refusalOf));
    if (!isRefused(done)) return done;
    const { note, message, approverRole, counterId, wanted } = done.budgetRefused;
    // What is only tried out must not spend what a person was to be asked for.
    const asks = note.does === "ask" && !host.simulatesWrites;
    emitNote(host, at.nodeId, asks ? note : { ...note, does: "stop" });
    if (!asks) throw new AppError("budget_reached", message);
    const args = { allow: "once", raiseBy: Math.max(wanted, note.max / 10) };
    const decision = await askPerson(
      host,
      { nodeId: at.nodeId, reason: message, timeoutMs: longestWaitMs, role: approverRole },
      {
        actionId: `budget ${name}`,
        title: `Go on past the budget ${budgetInWords(note, note.max)}`,
        args,
        show: (value) => value,
      },
      at.tally,
    );
    if (decision.decision !== "approve") {
      const why = decision.decision === "expire" ? "nobody decided in time" : `${decision.by} said no`;
      const word = decision.comment === "" ? "" : ` Their word: ${decision.comment}`;
      throw new AppError("budget_reached", `${message} A person was asked to let it go on: ${why}.${word}`);
    }
    const { allow, raiseBy } = { ...args, ...decision.arguments };
    if (allow !== "raise") {
      letPast.push(note.budgetId);
      continue;
    }
    if (typeof raiseBy !== "number" || !(raiseBy > 0 && raiseBy <= mostOf[note.measure]))
      throw new AppError("budget_reached", `${message} It was to be raised by an amount that is none.`);
    await host.step(`raise ${name}`, async () => {
      await host.budget?.raise({
        counterId,
        measure: note.measure,
        amount: raiseBy,
        key: `raise ${name}`,
        by: decision.by,
      });
      return { raised: amountInWords(note.measure, raiseBy) };
    });
  }
}

/** Records in the run's log what a budget said. */
export function emitNote(host: Pick<RunHost, "emit">, nodeId: string, note: BudgetNote): void {
  const { budgetId: id, name, scope, period, measure, does, why, model, resetsAt, reserved } = note;
  host.emit({
    type: "budget.warned",
    nodeId,
    limit: measure === "usd" ? "costUsd" : measure,
    used: note.used,
    max: note.max,
    budget: { id, name, scope, period, does, why, model, resetsAt, reserved },
  });
}

function refusalOf(caught: unknown): Refused {
  if (caught instanceof BudgetRefused) return { budgetRefused: caught.refusal };
  throw caught;
}

function isRefused(done: object): done is Refused {
  return "budgetRefused" in done;
}
