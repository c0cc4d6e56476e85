import "server-only";
import type { Pool } from "pg";
import { enabledBudgets } from "#db/queries/budgets.server.ts";
import type { Budget } from "./budget.ts";

type Known = { epoch: number; budgets: Budget[] };

const known = new Map<string, Known>();
const mostKnown = 2000;

/**
 * The budgets of a workspace as this process knows them. `epoch` is what the run was claimed with: 0 means that the
 * workspace never had a budget, and a higher one than ours that we must look again. Without it they are always read.
 */
export async function knownBudgets(pool: Pool, workspaceId: string, epoch?: number): Promise<Budget[]> {
  const have = known.get(workspaceId);
  if (epoch !== undefined && have && have.epoch >= epoch) return have.budgets;
  const { epoch: read, rows } = await enabledBudgets(pool, workspaceId);
  const budgets = rows as Budget[];
  if (known.size >= mostKnown) known.clear();
  known.set(workspaceId, { epoch: read, budgets });
  return budgets;
}

/** Remembers without asking that a workspace has no budgets, as the claim of its run said; a change is told later. */
export function knowNone(workspaceId: string): void {
  if (!known.has(workspaceId)) known.set(workspaceId, { epoch: 0, budgets: [] });
}

/** Forgets what is known of a workspace whose budgets changed, or of all where a notice may have been missed. */
export function forgetBudgets(workspaceId?: string): void {
  if (workspaceId === undefined) known.clear();
  else known.delete(workspaceId);
}
