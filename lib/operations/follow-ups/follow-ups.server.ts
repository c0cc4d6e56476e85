import "server-only";
import { database } from "#db/client.server.ts";
import {
  type FollowUpRow,
  cancelFollowUp as queryCancel,
  listFollowUps as queryList,
} from "#db/queries/follow-ups.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { followUpContracts } from "#lib/api/contracts/follow-ups.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError } from "#lib/foundation/errors.ts";

type Listed = ContractOutput<typeof followUpContracts.list>;

/** The follow-ups of the workspace, newest first. */
export async function listFollowUps(
  actor: Actor,
  { limit, cursor, state, conversationId }: ContractInput<typeof followUpContracts.list>["query"],
): Promise<Listed> {
  authorize(actor, "read");
  const rows = await queryList(database(), actor.workspaceId, { limit, cursor, state, conversationId });
  const { items, ...rest } = toPage(rows, limit);
  return { items: items.map(present), ...rest };
}

/** Takes back a follow-up that has not begun. */
export async function cancelFollowUp(actor: Actor, id: string): Promise<void> {
  authorize(actor, "run.control");
  await database().transaction(async (tx) => {
    if (!(await queryCancel(tx, actor.workspaceId, id)))
      throw new AppError("not_found", "There is no follow-up of this id that is still to come.");
    await recordAudit(tx, actor, { action: "follow-up.cancelled", noun: "follow-up", nounId: id });
  });
}

function present(row: FollowUpRow): Listed["items"][number] {
  const { id, blueprintId, runId, conversationId, text, state, startedRunId, error } = row;
  return {
    id,
    blueprintId,
    runId,
    conversationId,
    text,
    state: state as Listed["items"][number]["state"],
    dueAt: row.dueAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    startedRunId,
    error,
  };
}
