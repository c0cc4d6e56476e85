import "server-only";
import { database } from "#db/client.server.ts";
import { findBlueprint } from "#db/queries/blueprints.server.ts";
import { hasContact } from "#db/queries/budgets.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import type { BudgetInput } from "#lib/budgets/budget.ts";
import { AppError } from "#lib/foundation/errors.ts";

/** Refuses a budget of a blueprint, node or contact this workspace does not have; it would never count anything. */
export async function checkSubject(
  actor: Actor,
  { blueprintId, nodeId, contactId }: BudgetInput,
): Promise<void> {
  if (contactId !== null && !(await hasContact(database(), actor.workspaceId, contactId)))
    throw wrong("contactId", "There is no such contact in this workspace.");
  if (blueprintId === null) return;
  const blueprint = await findBlueprint(database(), actor.workspaceId, blueprintId);
  if (!blueprint) throw wrong("blueprintId", "There is no such blueprint in this workspace.");
  if (nodeId !== null && !blueprint.draft.nodes.some(({ id }) => id === nodeId))
    throw wrong("nodeId", "There is no such node in the blueprint's draft.");
}

function wrong(path: string, message: string): AppError {
  return new AppError("invalid_input", message, { details: [{ path, message }] });
}
