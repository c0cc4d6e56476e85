import { AppError } from "#lib/foundation/errors.ts";
import type { Budget } from "./budget.ts";
import { amountInWords, fromUnits, type Measure } from "./measures.ts";

/** What a budget said to a call; plain JSON, so that a step can store it. Amounts as people read them. */
export type BudgetNote = {
  budgetId: string;
  name: string;
  scope: Budget["scope"];
  period: Budget["period"];
  measure: Measure;
  used: number;
  /** Held back for calls under way. */
  reserved: number;
  max: number;
  does: "warn" | Budget["onLimit"];
  why: "share" | "used-up" | "zero" | "unpriced";
  /** The model used instead, or the one whose price is not known. */
  model: string | null;
  resetsAt: string | null;
};

/** A call that may not be made, and what a person would have to agree to. */
export type BudgetRefusal = {
  note: BudgetNote;
  message: string;
  counterId: string;
  /** What the call would take, in the budget's measure. */
  wanted: number;
  approverRole: Budget["approverRole"];
};

/** Thrown in place of a call that does not fit a budget. */
export class BudgetRefused extends AppError {
  readonly refusal: BudgetRefusal;

  /** The message is the refusal's. */
  constructor(refusal: BudgetRefusal) {
    super("budget_reached", refusal.message);
    this.refusal = refusal;
  }
}

const whose: Readonly<Record<Budget["scope"], string>> = {
  workspace: "the workspace",
  blueprint: "this blueprint",
  agent: "this agent",
  ability: "this ability",
  run: "each run",
  contact: "each contact",
};

const when: Readonly<Record<Budget["period"], string>> = {
  run: "per run",
  hour: "an hour",
  day: "a day",
  week: "a week",
  month: "a month",
  total: "in total",
};

/** The budget as one says it: whose it is, how much, and for how long. */
export function budgetInWords(
  budget: Pick<Budget, "name" | "scope" | "period" | "measure">,
  max: number,
): string {
  const amount = amountInWords(budget.measure, max);
  if (budget.scope === "run") return `“${budget.name}” (${amount} for each run)`;
  return `“${budget.name}” (${amount} ${when[budget.period]} for ${whose[budget.scope]})`;
}

/** Why a call was not made, and what to do next. */
export function refusalInWords(note: BudgetNote, wantedUnits: number): string {
  const budget = budgetInWords(note, note.max);
  const next =
    note.resetsAt === null
      ? "Raise it in Settings, Budgets."
      : `Raise it in Settings, Budgets, or wait until ${note.resetsAt.slice(0, 16).replace("T", " ")} UTC.`;
  if (note.why === "zero")
    return `Blocked by the budget ${budget}: a budget of zero lets nothing be spent. ${next}`;
  if (note.why === "unpriced")
    return `Blocked by the budget ${budget}: the price of ${note.model} is not known, so a budget of money cannot bound it. Set the endpoint's price in Settings, Models, or let the budget allow models without a price.`;
  const held =
    note.reserved > 0 ? `, ${amountInWords(note.measure, note.reserved)} reserved by calls under way` : "";
  const wanted = amountInWords(note.measure, fromUnits(note.measure, wantedUnits));
  return `Blocked by the budget ${budget}: ${amountInWords(note.measure, note.used)} spent${held}, and the next call may take up to ${wanted}. ${next}`;
}

/** What a budget said to a call that is left out rather than waited for; nothing where something else went wrong. */
export function refusedBy(caught: unknown): { budgets?: BudgetNote[] } {
  return caught instanceof BudgetRefused ? { budgets: [{ ...caught.refusal.note, does: "stop" }] } : {};
}
