import "server-only";
import { type Database, database, databasePool } from "#db/client.server.ts";
import { findApproval, findMember } from "#db/queries/approval-deliveries.server.ts";
import { readUsageByNode } from "#db/queries/run-usage.server.ts";
import { type ApprovalLink, readApprovalLink } from "#lib/access/approval-links.server.ts";
import { type Actor, authorize, parseRole } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { runContracts } from "#lib/api/contracts/runs.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { approvalRequest, assertMayDecide, settleApproval } from "./settle-approval.server.ts";

type Contracts = typeof runContracts;
type LinkView = ContractOutput<Contracts["readLink"]>;
type Found = NonNullable<Awaited<ReturnType<typeof findApproval>>>;

/** What a signed link asks of the member it is for. Reading decides nothing: mail scanners follow links. */
export async function readLink(
  _visitor: Actor | null,
  { params }: ContractInput<Contracts["readLink"]>,
): Promise<LinkView> {
  const { found, actor } = await openLink(params.token);
  return await present(found, actor);
}

/** Decides in the name of the member the link is for, who must still be one and still be allowed to at this moment. */
export async function decideByLink(
  _visitor: Actor | null,
  { params, body }: ContractInput<Contracts["decideByLink"]>,
): Promise<LinkView> {
  const { link, found, actor } = await openLink(params.token);
  const { workspaceId } = found.approval;
  if (link.expiresAt <= new Date())
    throw new AppError(
      "conflict",
      "The time of this link is over, and nothing has been decided by it. Sign in to see what became of it.",
    );
  await settleApproval(actor, found, body, {
    via: "by link",
    // Locked until the decision stands, so that nobody decides who is being removed at this moment.
    confirm: (tx) => requireApprover(tx, workspaceId, link, true),
  });
  return await present(await requireFound(link), actor);
}

async function openLink(token: string): Promise<{ link: ApprovalLink; found: Found; actor: Actor }> {
  const link = readApprovalLink(token);
  if (!link)
    throw new AppError(
      "not_found",
      "This link is incomplete or was changed. Open the whole link from the message, or sign in and decide in the inbox.",
    );
  const found = await requireFound(link);
  const actor = await requireApprover(database(), found.approval.workspaceId, link, false);
  assertMayDecide(actor, found.approval);
  return { link, found, actor };
}

async function requireFound(link: ApprovalLink): Promise<Found> {
  const found = await findApproval(database(), link.approvalId);
  if (found) return found;
  throw new AppError("not_found", "What this link asks about has been deleted. There is nothing left to do.");
}

async function requireApprover(
  handle: Database,
  workspaceId: string,
  { userId }: ApprovalLink,
  locks: boolean,
): Promise<Actor> {
  const member = await findMember(handle, workspaceId, userId, locks);
  // The same words whether the workspace, the approval or the member is gone: a dead link tells nothing.
  if (!member)
    throw new AppError(
      "forbidden",
      "This link does not work any more: whoever it was sent to is no longer a member. Ask an owner of the workspace.",
    );
  const actor: Actor = {
    kind: "member",
    id: member.userId,
    name: member.name || member.email,
    workspaceId,
    role: parseRole(member.role),
  };
  authorize(actor, "approval.decide");
  return actor;
}

async function present({ approval, blueprintName, workspaceName }: Found, actor: Actor): Promise<LinkView> {
  const state = stateOf(approval);
  const { title, reason, arguments: args, form } = approvalRequest.parse(approval.request);
  const about = { state, approver: actor.name, workspaceName, blueprintName };
  if (state !== "open") return { ...about, message: closing(state, approval.decidedBy), asked: null };
  const usage = await readUsageByNode(databasePool(), approval.workspaceId, approval.runId);
  const costs = usage.map((one) => one.costUsd);
  return {
    ...about,
    message: "",
    asked: {
      title,
      reason,
      arguments: args,
      form,
      expiresAt: approval.expiresAt?.toISOString() ?? null,
      createdAt: approval.createdAt.toISOString(),
      costUsd: costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
    },
  };
}

function stateOf({ status, expiresAt }: Found["approval"]): LinkView["state"] {
  if (status === "approved" || status === "rejected") return status;
  return status === "pending" && (!expiresAt || expiresAt > new Date()) ? "open" : "expired";
}

function closing(state: Exclude<LinkView["state"], "open">, by: string | null): string {
  if (state === "expired")
    return "The time for this decision is over, or its run has ended. Nothing can be decided here any more; sign in to see what became of it.";
  return `This was ${state}${by ? ` by ${by}` : ""} already. Nothing more is to be done; sign in to see the run.`;
}
