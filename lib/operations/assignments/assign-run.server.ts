import "server-only";
import { database } from "#db/client.server.ts";
import { findMember } from "#db/queries/approval-deliveries.server.ts";
import { readAssignees, setAssignee } from "#db/queries/collaboration.server.ts";
import { insertNotice } from "#db/queries/notices.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize, permissions, type Role } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { commentContracts } from "#lib/api/contracts/comments.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { newId } from "#lib/foundation/ids.ts";
import { requireRun } from "#lib/operations/runs/read-runs.server.ts";

type Contract = (typeof commentContracts)["assign"];

/** Says which member looks after a run, who gets a notice of it; nobody where no member is given. */
export async function assignRun(
  actor: Actor,
  { params, body }: ContractInput<Contract>,
): Promise<ContractOutput<Contract>> {
  authorize(actor, "run.comment");
  await requireRun(actor, params.id);
  const { workspaceId } = actor;
  return await database().transaction(async (tx) => {
    const before = (await readAssignees(tx, workspaceId, [params.id])).get(params.id) ?? null;
    if (body.userId === null) await setAssignee(tx, workspaceId, params.id, null);
    else {
      const member = await findMember(tx, workspaceId, body.userId, true);
      if (!member) throw new AppError("not_found", "There is no such member in this workspace.");
      const able: readonly string[] = permissions["run.comment"] satisfies readonly Role[];
      if (!able.includes(member.role))
        throw new AppError(
          "invalid_input",
          "A viewer can look at runs only. Choose an operator, an editor or an owner.",
        );
      await setAssignee(tx, workspaceId, params.id, { userId: member.userId, by: actor.name });
      if (member.userId !== actor.id && member.userId !== before?.userId)
        await insertNotice(tx, workspaceId, {
          runId: params.id,
          key: `assigned ${newId()}`,
          role: null,
          recipientId: member.userId,
          title: `${actor.name} gave you this run`,
          text: "You look after it from now on.",
        });
    }
    const assignee = (await readAssignees(tx, workspaceId, [params.id])).get(params.id) ?? null;
    if (before?.userId !== assignee?.userId)
      await recordAudit(tx, actor, {
        action: "run.assigned",
        noun: "run",
        nounId: params.id,
        before: { assignee: before },
        after: { assignee },
      });
    return { assignee };
  });
}
