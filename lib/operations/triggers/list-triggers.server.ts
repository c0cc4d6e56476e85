import "server-only";
import { z } from "zod";
import { database } from "#db/client.server.ts";
import { listTriggers as queryTriggers } from "#db/queries/triggers.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { triggerContracts } from "#lib/api/contracts/triggers.ts";
import { toPage } from "#lib/api/pagination.ts";
import { cronProblem, nextCronTimes } from "#lib/foundation/cron.ts";

type List = typeof triggerContracts.list;

const signing = z.object({ secret: z.string().default("") });
// The config of a feedback node says who gives it; a trigger's has no such field.
const reported = z.object({ by: z.literal("webhook"), event: z.string() });
const timing = z.object({ cron: z.string(), timezone: z.string() });

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
      url: token === null ? null : `/api/hooks/${token}${takesOutcomes(config) ? "/outcomes" : ""}`,
      ...signatureOf(token, config),
      upcoming: upcomingOf(nextAt, config),
      nextAt: nextAt?.toISOString() ?? null,
      lastAt: lastAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    })),
    ...rest,
  };
}

function takesOutcomes(config: unknown): boolean {
  return reported.safeParse(config).success;
}

function signatureOf(token: string | null, config: unknown): { signed: boolean; secret: string | null } {
  const name = token === null ? "" : signing.parse(config).secret;
  return { signed: name !== "", secret: name === "" ? null : name };
}

// A row that can no longer be read has no times; its `lastError` says so.
function upcomingOf(nextAt: Date | null, config: unknown): string[] {
  const known = timing.safeParse(config);
  if (nextAt === null || !known.success) return [];
  const { cron, timezone } = known.data;
  if (cronProblem(cron, timezone) !== null) return [];
  return [nextAt, ...nextCronTimes(cron, timezone, nextAt, 4)].map((time) => time.toISOString());
}
