import { budgetContracts } from "#lib/api/contracts/budgets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readBudget, removeBudget, replaceBudget } from "#lib/operations/budgets/manage-budgets.server.ts";

export const GET = handle(budgetContracts.read, readBudget);
export const PUT = handle(budgetContracts.replace, replaceBudget);
export const DELETE = handle(budgetContracts.remove, removeBudget);
