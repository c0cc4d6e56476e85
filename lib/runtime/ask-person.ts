import { type FormAnswers, formAnswersSchema } from "#lib/foundation/typed-form.ts";
import type { AskingTerms } from "#lib/nodes/execute-node.ts";
import type { ApprovalDecision, RunHost } from "./host.ts";
import type { Tally } from "./tally.ts";

/** Why a person is asked, and where on the canvas it shows. */
export type Question = { nodeId: string; reason: string; timeoutMs: number } & Partial<AskingTerms>;

/** Asks for an approval and waits durably for the decision. */
export async function askPerson(
  host: RunHost,
  { nodeId, reason, timeoutMs, ...terms }: Question,
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
      ...{ role: terms.role, remindMs: terms.remindMs, escalate: terms.escalate, form: terms.form },
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
    ...(terms.form && terms.form.length > 0 ? { form: [...terms.form] } : {}),
  });
  host.emit({ type: "run.waiting", for: "approval", nodeId });
  await host.step(`wait ${actionId} ${nodeId}`, () => host.status("waiting"));
  const signal = (await host.waitFor(`approval:${asked.approvalId}`, timeoutMs)) as ApprovalDecision | null;
  const waitedFrom = tally.at;
  const resumed = await host.step(`resume ${actionId} ${nodeId}`, async () => {
    // Somebody may have decided in the moment in which the time ran out; what they were told must be true.
    const late = signal === null ? ((await host.approval.expire(asked.approvalId)) ?? null) : null;
    await host.status("running");
    return late === null ? host.now() : { at: host.now(), late };
  });
  tally.at = typeof resumed === "number" ? resumed : resumed.at;
  const decision = signal ?? (typeof resumed === "number" ? nobody(terms.onTimeout) : resumed.late);
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
    ...(decision.form ? { form: readableForm(show(decision.form)) } : {}),
  });
  host.emit({ type: "run.resumed", nodeId });
  return decision;
}

// A guard that blocks answers leaves a sentence in their place.
function readableForm(shown: unknown): FormAnswers {
  const parsed = formAnswersSchema.safeParse(shown);
  return parsed.success ? parsed.data : { hidden: String(shown) };
}

function nobody(onTimeout: Question["onTimeout"] = "reject"): ApprovalDecision {
  const comment = {
    reject: "",
    allow: "Nobody decided in time, so it goes ahead.",
    stop: "Nobody decided in time, so the work ends here.",
  }[onTimeout];
  return { decision: "expire", by: "", comment, arguments: null };
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
