import { reportTrips } from "./guard-text.ts";
import { guardValue } from "./guard-value.ts";
import type { RunHost, RunInput } from "./host.ts";
import type { PlannedAgent } from "./plan.ts";
import { mergeTally, type Tally, tallyBeside } from "./tally.ts";
import type { AgentEnd, AgentPart } from "./team-part.ts";

const mostPhases = 20;

/** Runs an agent, and after it whoever it hands the work over to, phase after phase, each with its own limits. */
export async function runPhases(
  host: RunHost,
  input: RunInput,
  first: PlannedAgent,
  tally: Tally,
  part: AgentPart,
): Promise<AgentEnd> {
  let end = await part.run(host, input, first, tally, part);
  let from = first;
  const { chain } = part;
  for (let phase = 1; end.handOver; phase++) {
    const { to, payload } = end.handOver;
    const step = part.plan.steps.get(to.nodeId);
    if (step?.does !== "take-turns" || phase > mostPhases)
      return failed(`The work was handed over ${phase} times without an end. Look for a circle of agents.`);
    const { agent } = step;
    host.emit({
      type: "phase.passed",
      nodeId: from.node.id,
      toNodeId: to.nodeId,
      wireId: to.wireId,
      payload,
    });
    host.emit({ type: "node.entered", nodeId: to.nodeId, viaWireId: to.wireId });
    const seen = guardValue(agent.guards, "result", payload);
    reportTrips(host, "result", seen.trips);
    if (seen.blockedBy !== null) {
      tally.blocked = `The guardrail “${seen.blockedBy}” blocked what was handed over.`;
      return { answer: null, error: { code: "guardrail_blocked", message: tally.blocked } };
    }
    const own = tallyBeside(tally, tally.about.text);
    const briefing = `${part.briefing}\n\n## Handed over by “${from.node.title}”\n${JSON.stringify(seen.value)}`;
    end = await part.run(host, { ...input, startedAt: new Date(tally.at).toISOString() }, agent, own, {
      ...part,
      chain: [...chain, to.nodeId],
      briefing: briefing.trim(),
    });
    mergeTally(tally, own);
    tally.at = own.at;
    tally.waitedMs += own.waitedMs;
    tally.blocked ??= own.blocked;
    tally.citations = own.citations;
    from = agent;
  }
  return end;
}

function failed(message: string): AgentEnd {
  return { answer: null, error: { code: "limit_reached", message } };
}
