import { agentContracts } from "#lib/api/contracts/agents.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readGoals } from "#lib/operations/goals/read-goals.server.ts";

export const GET = handle(agentContracts.goals, readGoals);
