import "server-only";
import { z } from "zod";
import { database } from "#db/client.server.ts";
import { listApprovals } from "#db/queries/people.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { runContracts } from "#lib/api/contracts/runs.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { ApprovalDecision } from "#lib/runtime/host.ts";
import { approvalRequest, settleApproval } from "./settle-approval.server.ts";

type Contracts = typeof runContracts;
type Row = Awaited<ReturnType<typeof listApprovals>>[number];

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
  await settleApproval(actor, await requireApproval(actor, params.id), body);
  return present(await requireApproval(actor, params.id));
}

async function requireApproval(actor: Actor, id: string): Promise<Row> {
  const [row] = await listApprovals(database(), actor.workspaceId, { id }, { limit: 1 });
  if (!row) throw new AppError("not_found", "There is no such approval in this workspace.");
  return row;
}

function present({ approval, blueprintName }: Row): ContractOutput<Contracts["decide"]> {
  const { escalateTo, escalationAt, ...asked } = approvalRequest.parse(approval.request);
  const decision = approval.decision as Partial<ApprovalDecision> | null;
  return {
    id: approval.id,
    runId: approval.runId,
    blueprintName,
    nodeId: approval.nodeId,
    actionId: approval.actionId,
    status: status.parse(approval.status),
    ...asked,
    escalated: escalationAt === undefined ? null : { to: escalateTo ?? "owner", at: escalationAt },
    answers: decision ? (decision.form ?? {}) : null,
    comment: decision?.comment ?? "",
    decidedBy: approval.decidedBy,
    expiresAt: approval.expiresAt?.toISOString() ?? null,
    createdAt: approval.createdAt.toISOString(),
  };
}
