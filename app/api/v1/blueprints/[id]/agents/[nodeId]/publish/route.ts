import { agentContracts } from "#lib/api/contracts/agents.ts";
import { handle } from "#lib/api/handle.server.ts";
import { publishAgent } from "#lib/operations/agents/publish-agent.server.ts";

export const POST = handle(agentContracts.publish, publishAgent);
