import { agentContracts } from "#lib/api/contracts/agents.ts";
import { handle } from "#lib/api/handle.server.ts";
import { adviseAgent } from "#lib/operations/agents/advise-agent.server.ts";

export const POST = handle(agentContracts.advice, adviseAgent);
