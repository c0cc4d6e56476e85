import type { ApprovalDecision, RunHost } from "./host.ts";
import type { Tally } from "./tally.ts";

/** Why a person is asked, and where on the canvas it shows. */
export type Question = {
  nodeId: string;
  reason: string;
  timeoutMs: number;
  /** Who may decide, where not everybody who may decide approvals. */
  role?: "owner" | "editor" | "operator";
};

/** Asks for an approval and waits durably for the decision. */
export async function askPerson(
  host: RunHost,
  { nodeId, reason, timeoutMs, role }: Question,
  action: {
    actionId: string;
    title: string;
    args: Record<string, unknown>;
    /** Arguments as the log may show them. */
    show: (args: unknown) => unknown;
  },
  tally: Tally,
): Promise<ApprovalDecision> {
  const { actionId, title, args, show } = action;
  if (host.simulatesWrites)
    return assumeApproval(host, nodeId, { actionId, title, reason, arguments: show(args) });
  const asked = await host.step(`ask ${actionId} ${nodeId}`, () =>
    host.approval.request({
      ...{ nodeId, actionId, title, reason, arguments: args, timeoutMs },
      ...(role ? { role } : {}),
    }),
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
  const signal = (await host.waitFor(`approval:${asked.approvalId}`, timeoutMs)) as ApprovalDecision | null;
  const decision: ApprovalDecision = signal ?? {
    decision: "expire",
    by: "",
    comment: "",
    arguments: null,
  };
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
    arguments: show(decision.arguments ?? args),
  });
  host.emit({ type: "run.resumed", nodeId });
  return decision;
}

// Nothing is really done, so nobody is asked; the trace still shows where a person would have been.
function assumeApproval(
  host: RunHost,
  nodeId: string,
  asked: { actionId: string; title: string; reason: string; arguments: unknown },
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
