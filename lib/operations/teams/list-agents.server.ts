import "server-only";
import { database } from "#db/client.server.ts";
import { listCircuits } from "#db/queries/teams.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { nodesOfKind } from "#lib/blueprint/graph.ts";
import { requireBlueprint } from "#lib/operations/blueprints/present-blueprint.server.ts";

/** The agents of a blueprint's draft with how well each has worked lately, over all runs. */
export async function listAgents(actor: Actor, idOrSlug: string) {
  authorize(actor, "read");
  const blueprint = await requireBlueprint(database(), actor.workspaceId, idOrSlug);
  const circuits = await listCircuits(database(), actor.workspaceId, blueprint.id);
  const items = nodesOfKind(blueprint.draft, "agent").map((node) => {
    const known = circuits.find(({ nodeId }) => nodeId === node.id);
    const mayRetry = known?.retryAt != null && known.retryAt.getTime() <= Date.now();
    const circuit = !known?.openedAt ? "closed" : mayRetry ? "half-open" : "open";
    return {
      nodeId: node.id,
      title: node.title,
      circuit: circuit as "closed" | "open" | "half-open",
      failures: known?.failures.length ?? 0,
      openedAt: known?.openedAt?.toISOString() ?? null,
      retryAt: known?.retryAt?.toISOString() ?? null,
    };
  });
  return { items };
}
