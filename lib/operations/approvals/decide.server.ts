import "server-only";
import { z } from "zod";
import { database } from "#db/client.server.ts";
import { decideApproval, listApprovals } from "#db/queries/people.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize, roles } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { runContracts } from "#lib/api/contracts/runs.ts";
import { toPage } from "#lib/api/pagination.ts";
import { signalRun } from "#lib/engine/signals.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { ApprovalDecision } from "#lib/runtime/host.ts";

type Contracts = typeof runContracts;
type Row = Awaited<ReturnType<typeof listApprovals>>[number];

const request = z.object({
  title: z.string(),
  reason: z.string(),
  arguments: z.unknown(),
  role: z.enum(["owner", "editor", "operator"]).optional(),
});
const status = z.enum(["pending", "approved", "rejected", "expired"]);

/** Lists approvals. */
export async function listWorkspaceApprovals(
  actor: Actor,
  { query }: ContractInput<Contracts["approvals"]>,
): Promise<ContractOutput<Contracts["approvals"]>> {
  authorize(actor, "read");
  const { limit, cursor, status: wanted } = query;
  const rows = await listApprovals(database(), actor.workspaceId, wanted ? { status: wanted } : {}, {
    limit,
    ...(cursor ? { cursor } : {}),
  });
  const page = toPage(
    rows.map((row) => ({ ...row, id: row.approval.id })),
    limit,
  );
  return { ...page, items: page.items.map(present) };
}

/** Decides once and wakes the run; a second decision is a conflict and changes nothing. */
export async function decide(
  actor: Actor,
  { params, body }: ContractInput<Contracts["decide"]>,
): Promise<ContractOutput<Contracts["decide"]>> {
  authorize(actor, "approval.decide");
  const before = await requireApproval(actor, params.id);
  const { role } = request.parse(before.approval.request);
  if (role && roles.indexOf(actor.role) > roles.indexOf(role))
    throw new AppError(
      "forbidden",
      `Only ${role === "owner" ? "an owner" : `an ${role} or above`} may decide this.`,
    );
  const decision: ApprovalDecision = {
    decision: body.decision,
    by: actor.name,
    comment: body.comment,
    arguments: body.arguments ?? null,
  };
  await database().transaction(async (tx) => {
    const decided = await decideApproval(tx, actor.workspaceId, params.id, {
      status: body.decision === "approve" ? "approved" : "rejected",
      decision,
      decidedBy: actor.name,
    });
    if (!decided) {
      const isLate = before.approval.status === "pending";
      const why = isLate ? "its time is over" : `it is ${before.approval.status}`;
      throw new AppError("conflict", `This approval is no longer open: ${why}.`);
    }
    await recordAudit(tx, actor, {
      action: body.decision === "approve" ? "approval.approved" : "approval.rejected",
      noun: "approval",
      nounId: params.id,
      before: before.approval.request,
      after: decision,
    });
  });
  await signalRun(before.approval.runId, `approval:${params.id}`, decision);
  return present(await requireApproval(actor, params.id));
}

async function requireApproval(actor: Actor, id: string): Promise<Row> {
  const [row] = await listApprovals(database(), actor.workspaceId, { id }, { limit: 1 });
  if (!row) throw new AppError("not_found", "There is no such approval in this workspace.");
  return row;
}

function present({ approval, blueprintName }: Row): ContractOutput<Contracts["decide"]> {
  const { role: _, ...asked } = request.parse(approval.request);
  const decision = approval.decision as Partial<ApprovalDecision> | null;
  return {
    id: approval.id,
    runId: approval.runId,
    blueprintName,
    nodeId: approval.nodeId,
    actionId: approval.actionId,
    status: status.parse(approval.status),
    ...asked,
    comment: decision?.comment ?? "",
    decidedBy: approval.decidedBy,
    expiresAt: approval.expiresAt?.toISOString() ?? null,
    createdAt: approval.createdAt.toISOString(),
  };
}
