import { teamContracts } from "#lib/api/contracts/teams.ts";
import { handle } from "#lib/api/handle.server.ts";
import { listAgents } from "#lib/operations/teams/list-agents.server.ts";

export const GET = handle(teamContracts.agents, (actor, { params }) => listAgents(actor, params.id));
