import type { TurnToolCall } from "#lib/models/turn-message.ts";
import type { ActionAnswer } from "./act.ts";
import type { PlannedAgent } from "./plan.ts";
import { taskProblem } from "./team-delegate.ts";
import type { AgentEnd } from "./team-part.ts";

/** What a turn hands over: to whom and what, or why each of its calls could not be taken. */
export type HandOver = { to?: NonNullable<AgentEnd["handOver"]>; refused: Map<string, ActionAnswer> };

/** Looks for a hand-over among the calls of a turn; it must stand alone, as nothing after it would be read. */
export function handOverOf(
  agent: PlannedAgent,
  calls: readonly (TurnToolCall & { invalid?: string })[],
): HandOver | null {
  const refused = new Map<string, ActionAnswer>();
  for (const call of calls) {
    const partner = agent.partners.find(
      ({ tool, terms }) => tool === call.name && terms.protocol === "hand-over",
    );
    if (!partner) continue;
    const problem =
      calls.length > 1
        ? "hand over alone, after everything else is done"
        : (call.invalid ?? taskProblem(partner.terms, call.arguments));
    if (problem === null) return { to: { to: partner, payload: call.arguments }, refused };
    const error = `This cannot be handed over: ${problem}. Mend it and call again.`;
    refused.set(call.id, { result: { error }, isError: true });
  }
  return refused.size > 0 ? { refused } : null;
}
