import type { ApprovalDecision, RunHost } from "./host.ts";
import type { PlannedAbility, PlannedNode } from "./plan.ts";
import type { Tally } from "./tally.ts";

/** Asks for an approval when its condition wants one and waits durably; null when nobody needs to be asked. */
export async function askPerson(
  host: RunHost,
  approval: PlannedNode<"ask">,
  action: { actionId: string; ability: PlannedAbility; args: Record<string, unknown> },
  tally: Tally,
): Promise<ApprovalDecision | null> {
  const { actionId, ability, args } = action;
  const nodeId = approval.node.id;
  const wish = approval.executor.ask(approval.node.config as never, { arguments: args });
  if (!wish.ask) return null;
  const title = ability.node.title;
  const reason = wish.reason === "" ? approval.node.title : wish.reason;
  if (host.simulatesWrites) return assumeApproval(host, nodeId, { actionId, title, reason, arguments: args });
  const asked = await host.step(`ask ${actionId} ${nodeId}`, () =>
    host.approval.request({ nodeId, actionId, title, reason, arguments: args, timeoutMs: wish.timeoutMs }),
  );
  host.emit({
    type: "approval.requested",
    nodeId,
    approvalId: asked.approvalId,
    actionId,
    title,
    reason,
    arguments: args,
    expiresAt: asked.expiresAt,
  });
  host.emit({ type: "run.waiting", for: "approval", nodeId });
  await host.step(`wait ${actionId} ${nodeId}`, () => host.status("waiting"));
  const signal = (await host.waitFor(
    `approval:${asked.approvalId}`,
    wish.timeoutMs,
  )) as ApprovalDecision | null;
  const decision = signal ?? { decision: "expire", by: "", comment: "", arguments: null };
  const waitedFrom = tally.at;
  tally.at = await host.step(`resume ${actionId} ${nodeId}`, async () => {
    if (signal === null) await host.approval.expire(asked.approvalId);
    await host.status("running");
    return host.now();
  });
  tally.waitedMs += tally.at - waitedFrom;
  host.emit({
    type: "approval.resolved",
    nodeId,
    approvalId: asked.approvalId,
    actionId,
    decision: decision.decision,
    by: decision.by,
    comment: decision.comment,
    arguments: decision.arguments ?? args,
  });
  host.emit({ type: "run.resumed", nodeId });
  return decision;
}

// Nothing is really done, so nobody is asked; the trace still shows where a person would have been.
function assumeApproval(
  host: RunHost,
  nodeId: string,
  asked: { actionId: string; title: string; reason: string; arguments: Record<string, unknown> },
): ApprovalDecision {
  const approvalId = `simulated ${asked.actionId}`;
  const decision: ApprovalDecision = {
    decision: "approve",
    by: "Simulation",
    comment: "Taken as approved: nothing is really done.",
    arguments: null,
  };
  host.emit({ type: "approval.requested", nodeId, approvalId, expiresAt: null, ...asked });
  host.emit({
    type: "approval.resolved",
    nodeId,
    approvalId,
    actionId: asked.actionId,
    ...decision,
    arguments: asked.arguments,
  });
  return decision;
}
