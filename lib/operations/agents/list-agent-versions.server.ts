import "server-only";
import { database } from "#db/client.server.ts";
import { listNodeVersions } from "#db/queries/agent-versions.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { agentContracts } from "#lib/api/contracts/agents.ts";
import { nodeDefinitions } from "#lib/nodes/definitions.ts";
import { requireBlueprint } from "../blueprints/present-blueprint.server.ts";

type List = typeof agentContracts.versions;

/** The published versions that have an agent, newest first, each with its settings there. */
export async function listAgentVersions(
  actor: Actor,
  { params, query }: ContractInput<List>,
): Promise<ContractOutput<List>> {
  authorize(actor, "read");
  const { id, liveVersion } = await requireBlueprint(database(), actor.workspaceId, params.id, {
    asStored: true,
  });
  const rows = await listNodeVersions(database(), actor.workspaceId, id, params.nodeId, query.limit);
  return {
    liveVersion,
    // What a newer version of the program published is left out: it cannot be pinned to here either.
    items: rows.flatMap(({ number, note, createdBy, createdAt, config }) => {
      const parsed = nodeDefinitions.agent.config.safeParse(config);
      if (!parsed.success) return [];
      const isLive = number === liveVersion;
      return [{ number, note, createdBy, createdAt: createdAt.toISOString(), isLive, config: parsed.data }];
    }),
  };
}
