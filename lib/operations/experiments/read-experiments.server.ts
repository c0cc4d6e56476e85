import "server-only";
import { type Database, database, databasePool } from "#db/client.server.ts";
import { listVariantRuns } from "#db/queries/experiment-figures.server.ts";
import { findExperiment, listExperiments as queryExperiments } from "#db/queries/experiments.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput } from "#lib/api/contract.ts";
import type { experimentContracts } from "#lib/api/contracts/experiments.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { presentExperiment, presentSummary } from "./present-experiment.server.ts";

type Contracts = typeof experimentContracts;

/** A page of experiments. */
export async function listExperiments(actor: Actor, { query }: ContractInput<Contracts["list"]>) {
  authorize(actor, "read");
  const { limit, cursor, ...filter } = query;
  const rows = await queryExperiments(database(), actor.workspaceId, filter, { limit, cursor });
  const page = toPage(rows, limit);
  return { ...page, items: page.items.map(presentSummary) };
}

/** One experiment with its figures as they are now. */
export async function getExperiment(actor: Actor, id: string) {
  authorize(actor, "read");
  return await presentExperiment(await requireExperiment(database(), actor, id));
}

/** A page of the runs of one variant. */
export async function listRunsOfVariant(actor: Actor, { params, query }: ContractInput<Contracts["runs"]>) {
  authorize(actor, "read");
  const { id } = await requireExperiment(database(), actor, params.id);
  const { variantId, limit, cursor } = query;
  const rows = await listVariantRuns(databasePool(), actor.workspaceId, id, variantId, { limit, cursor });
  const page = toPage(rows, limit);
  return {
    ...page,
    items: page.items.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
  };
}

/** The experiment, or `not_found`; `lock` holds it until the transaction ends. */
export async function requireExperiment(tx: Database, actor: Actor, id: string, lock = false) {
  const found = await findExperiment(tx, actor.workspaceId, id, lock);
  if (!found) throw new AppError("not_found", "There is no such experiment in this workspace.");
  return found;
}
