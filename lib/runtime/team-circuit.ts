import type { RunHost } from "./host.ts";
import type { PlannedAgent } from "./plan.ts";

/** Whether an agent may be asked: not while its breaker is open. A rehearsal neither asks nor trips it. */
export async function admitted(host: RunHost, agent: PlannedAgent): Promise<boolean> {
  if (host.simulatesWrites) return true;
  const nodeId = agent.node.id;
  const { breaker } = agent.settings.team;
  const state = await host.step(`circuit ${nodeId}`, () => host.circuit.admit(nodeId, breaker));
  if (state !== "closed") host.emit({ type: "circuit.changed", nodeId, state, failures: breaker.failures });
  return state !== "open";
}

/** Counts how an agent's work ended, and records when that opens or closes its breaker. */
export async function reportEnd(host: RunHost, agent: PlannedAgent, worked: boolean): Promise<void> {
  if (host.simulatesWrites) return;
  const nodeId = agent.node.id;
  const { breaker } = agent.settings.team;
  const { before, now, failures } = await host.step(`circuit of ${nodeId} after`, () =>
    host.circuit.report(nodeId, worked, breaker),
  );
  if (before !== now) host.emit({ type: "circuit.changed", nodeId, state: now, failures });
}
