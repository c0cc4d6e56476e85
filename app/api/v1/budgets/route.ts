import { budgetContracts } from "#lib/api/contracts/budgets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { createBudget, listWorkspaceBudgets } from "#lib/operations/budgets/manage-budgets.server.ts";

export const GET = handle(budgetContracts.list, listWorkspaceBudgets);
export const POST = handle(budgetContracts.create, createBudget);
