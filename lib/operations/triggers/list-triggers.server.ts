import "server-only";
import { z } from "zod";
import { database } from "#db/client.server.ts";
import { listTriggers as queryTriggers } from "#db/queries/triggers.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { triggerContracts } from "#lib/api/contracts/triggers.ts";
import { toPage } from "#lib/api/pagination.ts";

type List = typeof triggerContracts.list;

const signing = z.object({ secret: z.string().default("") });

/** Published triggers. Only authors see them: an unsigned webhook's address starts runs for whoever knows it. */
export async function listTriggers(
  actor: Actor,
  query: ContractInput<List>["query"],
): Promise<ContractOutput<List>> {
  authorize(actor, "blueprint.write");
  const { items, ...rest } = toPage(await queryTriggers(database(), actor.workspaceId, query), query.limit);
  return {
    items: items.map(({ token, config, enabled, nextAt, lastAt, createdAt, ...trigger }) => ({
      ...trigger,
      enabled: enabled === 1,
      url: token === null ? null : `/api/hooks/${token}`,
      signed: token !== null && signing.parse(config).secret !== "",
      nextAt: nextAt?.toISOString() ?? null,
      lastAt: lastAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    })),
    ...rest,
  };
}
