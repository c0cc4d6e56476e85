import "server-only";
import { database } from "#db/client.server.ts";
import { readRunDocument } from "#db/queries/runs.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import type { ContractOutput } from "#lib/api/contract.ts";
import type { teamContracts } from "#lib/api/contracts/teams.ts";
import { blueprintSchema } from "#lib/blueprint/schema.ts";
import { requireRun } from "#lib/operations/runs/read-runs.server.ts";
import { readWholeLog } from "#lib/operations/runs/read-whole-log.server.ts";
import { initialRun, reduceRun } from "#lib/run-events/reduce-run.ts";
import { agentMessages, memberCosts, speedUps } from "#lib/run-events/team-view.ts";

/** How the agents of a run worked together, read from its log. */
export async function readTeam(
  actor: Actor,
  id: string,
): Promise<ContractOutput<(typeof teamContracts)["run"]>> {
  const stored = await requireRun(actor, id);
  const events = await readWholeLog(actor.workspaceId, stored.id);
  const run = events.reduce(reduceRun, initialRun(stored.id));
  const document = blueprintSchema.safeParse(await readRunDocument(database(), actor.workspaceId, stored.id));
  const titles = new Map(document.data?.nodes.map((node) => [node.id, node.title]));
  return {
    agents: memberCosts(run).map(({ ms, ...member }) => ({
      ...member,
      title: titles.get(member.nodeId) ?? member.nodeId,
      durationMs: ms,
    })),
    delegations: run.steps.flatMap((step) => {
      if (step.kind !== "delegation") return [];
      const {
        delegationId,
        within,
        at,
        seq: _seq,
        kind: _kind,
        groupId: _group,
        wireId: _wire,
        ...told
      } = step;
      const { finished: _finished, ...delegation } = told;
      return [{ ...delegation, id: delegationId, within: within ?? null, startedAt: at }];
    }),
    messages: agentMessages(run),
    groups: speedUps(run),
  };
}
