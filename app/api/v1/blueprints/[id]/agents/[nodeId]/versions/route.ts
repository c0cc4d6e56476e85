import { agentContracts } from "#lib/api/contracts/agents.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listAgentVersions } from "#lib/operations/agents/list-agent-versions.server.ts";

export const GET = handle(agentContracts.versions, listAgentVersions);
