import { budgetContracts } from "#lib/api/contracts/budgets.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readLedger } from "#lib/operations/budgets/manage-budgets.server.ts";

export const GET = handle(budgetContracts.ledger, readLedger);
