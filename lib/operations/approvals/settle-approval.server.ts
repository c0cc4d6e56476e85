import "server-only";
import { z } from "zod";
import { type Database, database } from "#db/client.server.ts";
import { decideApproval } from "#db/queries/people.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, roles } from "#lib/access/permissions.ts";
import { signalRun } from "#lib/engine/signals.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { formFieldSchema, readFormAnswers } from "#lib/foundation/typed-form.ts";
import type { ApprovalDecision } from "#lib/runtime/host.ts";

/** What an approval asks, as it was stored. */
export const approvalRequest = z.object({
  title: z.string(),
  reason: z.string(),
  arguments: z.unknown(),
  role: z.enum(["owner", "editor", "operator"]).default("operator"),
  escalateTo: z.enum(["owner", "editor"]).optional(),
  escalationAt: z.string().optional(),
  form: z.array(formFieldSchema).default([]),
});

/** An approval as it is found in the database. */
export type StoredApproval = {
  id: string;
  runId: string;
  status: string;
  request: unknown;
  expiresAt: Date | null;
};

/** What somebody decides. */
export type GivenDecision = {
  decision: "approve" | "reject";
  arguments?: Record<string, unknown> | undefined;
  form?: Record<string, unknown> | undefined;
  comment: string;
};

/** Refuses whoever may not decide this approval. */
export function assertMayDecide(actor: Actor, approval: StoredApproval): void {
  const { role } = approvalRequest.parse(approval.request);
  if (roles.indexOf(actor.role) > roles.indexOf(role))
    throw new AppError(
      "forbidden",
      `Only ${role === "owner" ? "an owner" : `an ${role} or above`} may decide this.`,
    );
}

/**
 * Stores a decision once, with its audit entry, and wakes the run. `confirm` may refuse within the same transaction;
 * `via` says how somebody decided who was not signed in.
 */
export async function settleApproval(
  actor: Actor,
  { approval }: { approval: StoredApproval },
  given: GivenDecision,
  link: { confirm: (tx: Database) => Promise<Actor>; via: string } | null = null,
): Promise<void> {
  assertMayDecide(actor, approval);
  const decision = toDecision(actor, approval, given);
  await database().transaction(async (tx) => {
    const decider = link ? await link.confirm(tx) : actor;
    if (link) assertMayDecide(decider, approval);
    const decided = await decideApproval(tx, actor.workspaceId, approval.id, {
      status: given.decision === "approve" ? "approved" : "rejected",
      decision,
      decidedBy: actor.name,
    });
    if (!decided)
      throw new AppError("conflict", `This approval is no longer open: ${closedBecause(approval)}.`);
    const named = link ? { ...decider, name: `${decider.name} (${link.via})` } : decider;
    await recordAudit(tx, named, {
      action: given.decision === "approve" ? "approval.approved" : "approval.rejected",
      noun: "approval",
      nounId: approval.id,
      before: approval.request,
      after: link ? { ...decision, via: link.via } : decision,
    });
  });
  await signalRun(approval.runId, `approval:${approval.id}`, decision);
}

function toDecision(actor: Actor, approval: StoredApproval, given: GivenDecision): ApprovalDecision {
  const { form } = approvalRequest.parse(approval.request);
  const { answers, problems } = readFormAnswers(form, given.form ?? {}, given.decision === "approve");
  if (problems.length > 0)
    throw new AppError(
      "invalid_input",
      `The form does not fit: ${problems.map(({ message }) => message).join(" ")} Nothing has been decided yet.`,
      { details: problems },
    );
  return {
    decision: given.decision,
    by: actor.name,
    comment: given.comment,
    arguments: given.arguments ?? null,
    ...(form.length > 0 ? { form: answers } : {}),
  };
}

function closedBecause({ status, expiresAt }: StoredApproval): string {
  return status === "pending" && expiresAt && expiresAt <= new Date()
    ? "its time is over"
    : `it is ${status}`;
}
