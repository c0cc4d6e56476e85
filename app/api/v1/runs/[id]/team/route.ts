import { teamContracts } from "#lib/api/contracts/teams.ts";
import { handle } from "#lib/api/handle.server.ts";
import { readTeam } from "#lib/operations/teams/read-team.server.ts";

export const GET = handle(teamContracts.run, (actor, { params }) => readTeam(actor, params.id));
