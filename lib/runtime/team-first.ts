import { AppError, toAppError } from "#lib/foundation/errors.ts";
import type { RunHost, RunInput } from "./host.ts";
import type { PlannedAgent } from "./plan.ts";
import { mergeTally, type Tally } from "./tally.ts";
import { admitted, reportEnd } from "./team-circuit.ts";
import { announce, doWork, isOwnFault, type Work } from "./team-delegate.ts";
import type { AgentEnd, AgentPart } from "./team-part.ts";
import { standInOf } from "./team-partners.ts";
import { runPhases } from "./team-phases.ts";

/** Runs the agent a run has come to; where it fails for reasons of its own, the agent that stands in for it answers. */
export async function runFirst(
  host: RunHost,
  input: RunInput,
  agent: PlannedAgent,
  tally: Tally,
  part: AgentPart,
): Promise<AgentEnd> {
  const partner = standInOf(agent.partners);
  // Routing uses the stand-in for what it is not sure of; it is there for failures as well.
  if (!partner) return runPhases(host, input, agent, tally, part);
  if (await admitted(host, agent)) {
    const end = await attempt(() => runPhases(host, input, agent, tally, part));
    const failed = end.error !== null && isOwnFault(end.error.code);
    await reportEnd(host, agent, !failed);
    if (!failed) return end;
  }
  tally.blocked = null;
  const id = `${agent.node.id}.s`;
  const work: Work = {
    id,
    groupId: id,
    how: "stand-in",
    partner,
    by: agent,
    task: input.text,
    limits: {
      costUsd: partner.terms.maxCostUsd,
      tokens: partner.terms.maxTokens,
      seconds: partner.terms.maxSeconds,
    },
  };
  announce(host, work, part);
  const end = await doWork(host, input, work, part, tally, host.signal);
  mergeTally(tally, end.tally);
  tally.at = end.tally.at;
  tally.waitedMs += end.tally.waitedMs;
  if (end.status === "cancelled") throw new AppError("cancelled", "The run was cancelled.");
  if (end.status !== "succeeded") {
    tally.blocked = end.error?.message ?? null;
    return { answer: null, error: end.error };
  }
  const text = typeof end.result === "string" ? end.result : JSON.stringify(end.result);
  const { citations } = end.tally;
  tally.citations = citations;
  host.emit({ type: "message.completed", nodeId: end.nodeId, messageId: id, text, citations });
  return { answer: text, error: null };
}

// A model that cannot be reached is thrown by its step; here it is an end like any other.
async function attempt(work: () => Promise<AgentEnd>): Promise<AgentEnd> {
  try {
    return await work();
  } catch (caught) {
    const error = toAppError(caught);
    if (error.code === "internal" || !isOwnFault(error.code)) throw caught;
    return { answer: null, error: { code: error.code, message: error.message } };
  }
}
