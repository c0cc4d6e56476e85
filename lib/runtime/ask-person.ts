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
  const nodeId = approval.node.id;
  const wish = approval.executor.ask(approval.node.config as never, { arguments: action.args });
  if (!wish.ask) return null;
  const reason = wish.reason === "" ? approval.node.title : wish.reason;
  return askAbout(host, { nodeId, reason, timeoutMs: wish.timeoutMs }, action, tally);
}

const longestWaitMs = 24 * 60 * 60_000;

/** Asks a person about an action and waits durably; without an answer in time the decision is `expire`. */
export async function askAbout(
  host: RunHost,
  wish: { nodeId: string; reason: string; timeoutMs?: number },
  action: { actionId: string; ability: PlannedAbility; args: Record<string, unknown> },
  tally: Tally,
): Promise<ApprovalDecision> {
  const { actionId, ability, args } = action;
  const { nodeId, reason, timeoutMs = longestWaitMs } = wish;
  const title = ability.node.title;
  if (host.simulates) return simulatedApproval(host, nodeId, { title, reason, actionId, args });
  const asked = await host.step(`ask ${actionId} ${nodeId}`, () =>
    host.approval.request({ nodeId, actionId, title, reason, arguments: args, timeoutMs }),
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
  const decision: ApprovalDecision = signal ?? { decision: "expire", by: "", comment: "", arguments: null };
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

// Nobody is bothered about what will not happen; the log says that the yes was only assumed.
function simulatedApproval(
  host: RunHost,
  nodeId: string,
  asked: { title: string; reason: string; actionId: string; args: Record<string, unknown> },
): ApprovalDecision {
  const { title, reason, actionId, args } = asked;
  const approvalId = `simulated ${actionId} ${nodeId}`;
  host.emit({
    type: "approval.requested",
    nodeId,
    approvalId,
    actionId,
    title,
    reason,
    arguments: args,
    expiresAt: null,
  });
  const comment = "Assumed, because this run is a fork and only simulates its actions.";
  const decision: ApprovalDecision = { decision: "approve", by: "Simulation", comment, arguments: null };
  host.emit({ type: "approval.resolved", nodeId, approvalId, actionId, ...decision, arguments: args });
  return decision;
}
