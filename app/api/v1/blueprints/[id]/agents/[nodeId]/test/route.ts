import { agentContracts } from "#lib/api/contracts/agents.ts";
import { handle } from "#lib/api/handle.server.ts";
import { testAgent } from "#lib/operations/agents/test-agent.server.ts";

export const POST = handle(agentContracts.test, testAgent);
