import type { CallInput } from "#lib/api/client.ts";
import type { budgetContracts } from "#lib/api/contracts/budgets.ts";
import type { BudgetInput } from "#lib/budgets/budget.ts";
import type { SeenBudget } from "./use-bar.tsx";

/** A budget while it is filled in: figures are what was typed. */
export type BudgetDraft = Omit<BudgetInput, "amount" | "warnAt" | "ceiling"> & {
  amount: string;
  warnAt: string;
  ceiling: string;
};

/** A new budget before anything was chosen. */
export const emptyDraft: BudgetDraft = {
  name: "",
  scope: "workspace",
  blueprintId: null,
  nodeId: null,
  contactId: null,
  period: "month",
  measure: "usd",
  amount: "",
  warnAt: "80",
  onLimit: "stop",
  cheaperModel: null,
  ceiling: "",
  unpriced: "refuse",
  approverRole: "owner",
  enabled: true,
};

/** A stored budget as the form shows it. */
export function draftOf(budget: SeenBudget): BudgetDraft {
  const { name, scope, blueprintId, nodeId, contactId, period, measure } = budget;
  const { onLimit, cheaperModel, unpriced, approverRole, enabled } = budget;
  return {
    ...{ name, scope, blueprintId, nodeId, contactId, period, measure },
    ...{ onLimit, cheaperModel, unpriced, approverRole, enabled },
    amount: String(budget.amount),
    warnAt: budget.warnAt === null ? "" : String(Math.round(budget.warnAt * 100)),
    ceiling: budget.ceiling === null ? "" : String(budget.ceiling),
  };
}

/** What is sent; the server says what does not fit. */
export function inputOf(draft: BudgetDraft): CallInput<(typeof budgetContracts)["create"]>["body"] {
  const switches = draft.onLimit === "cheaper";
  return {
    ...draft,
    name: draft.name.trim(),
    amount: Number(draft.amount),
    warnAt: draft.warnAt === "" ? null : Number(draft.warnAt) / 100,
    cheaperModel: switches ? (draft.cheaperModel ?? "fast") : null,
    ceiling: switches && draft.ceiling !== "" ? Number(draft.ceiling) : null,
  };
}
