import type { RunHost, RunInput } from "./host.ts";
import type { PlannedAgent, RunPlan } from "./plan.ts";
import type { Tally } from "./tally.ts";
import type { Partner } from "./team-partners.ts";

/** How an agent's part of the run ended. */
export type AgentEnd = {
  answer: string | null;
  error: { code: string; message: string } | null;
  /** Set where it handed the rest over to another agent. */
  handOver?: { to: Partner; payload: unknown };
};

/** Where an agent stands in a run: alone at first, or at work for another agent. */
export type AgentPart = {
  plan: RunPlan;
  /** The interpreter of one agent; handed on, as delegation lies both above and below it. */
  run: (
    host: RunHost,
    input: RunInput,
    agent: PlannedAgent,
    tally: Tally,
    part: AgentPart,
  ) => Promise<AgentEnd>;
  /** The agents whose work this is part of, the first one first, this one last. */
  chain: readonly string[];
  /** How many levels of delegation may still follow. */
  depthLeft: number;
  /** Added to what it is told in every turn. */
  briefing: string;
  /** Looks at an answer before it is given: null lets it go, a text goes back to the agent, `false` gives up. */
  accepts: (answer: string) => string | false | null;
};

/** The part of an agent nobody gave work to. */
export function ownPart(plan: RunPlan, run: AgentPart["run"], nodeId: string): AgentPart {
  return {
    plan,
    run,
    chain: [nodeId],
    depthLeft: Number.POSITIVE_INFINITY,
    briefing: "",
    accepts: () => null,
  };
}
