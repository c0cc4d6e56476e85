import "server-only";
import { type Database, database } from "#db/client.server.ts";
import {
  type AnalyticsViewRow,
  countAnalyticsViews,
  deleteAnalyticsView,
  insertAnalyticsView,
  isViewNameTaken,
  listAnalyticsViews,
  lockAnalyticsView,
  updateAnalyticsView,
} from "#db/queries/analytics-views.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { analyticsViewContracts, SavedView } from "#lib/api/contracts/analytics-views.ts";
import { AppError } from "#lib/foundation/errors.ts";

type Contracts = typeof analyticsViewContracts;

const most = 100;

/** The saved views of the workspace. */
export async function listViews(actor: Actor): Promise<ContractOutput<Contracts["list"]>> {
  authorize(actor, "read");
  return { items: (await listAnalyticsViews(database(), actor.workspaceId)).map(present) };
}

/** Saves a view under a name nobody uses yet. */
export async function createView(
  actor: Actor,
  { body }: ContractInput<Contracts["create"]>,
): Promise<SavedView> {
  authorize(actor, "run.control");
  return database().transaction(async (tx) => {
    if ((await countAnalyticsViews(tx, actor.workspaceId)) >= most)
      throw new AppError(
        "limit_reached",
        `A workspace has at most ${most} saved views. Delete one that is not used.`,
      );
    const row = await insertAnalyticsView(tx, actor.workspaceId, { ...body, savedBy: actor.name });
    if (!row) throw nameTaken(body.name);
    await audit(tx, actor, "created", row.id, undefined, body);
    return present(row);
  });
}

/** Renames a view, or makes it show what is looked at now. */
export async function updateView(
  actor: Actor,
  { params, body }: ContractInput<Contracts["update"]>,
): Promise<SavedView> {
  authorize(actor, "run.control");
  return database().transaction(async (tx) => {
    const before = await lockAnalyticsView(tx, actor.workspaceId, params.id);
    if (!before) throw notFound();
    if (body.name !== undefined && (await isViewNameTaken(tx, actor.workspaceId, params.id, body.name)))
      throw nameTaken(body.name);
    const row = await updateAnalyticsView(tx, actor.workspaceId, params.id, body);
    if (!row) throw notFound();
    await audit(tx, actor, "changed", row.id, { name: before.name, query: before.query }, body);
    return present(row);
  });
}

/** Deletes a view. */
export async function removeView(
  actor: Actor,
  { params }: ContractInput<Contracts["remove"]>,
): Promise<void> {
  authorize(actor, "run.control");
  await database().transaction(async (tx) => {
    const row = await deleteAnalyticsView(tx, actor.workspaceId, params.id);
    if (!row) throw notFound();
    await audit(tx, actor, "deleted", row.id, { name: row.name, query: row.query }, undefined);
  });
}

function audit(tx: Database, actor: Actor, verb: string, nounId: string, before: unknown, after: unknown) {
  return recordAudit(tx, actor, {
    action: `analytics-view.${verb}`,
    noun: "analytics-view",
    nounId,
    before,
    after,
  });
}

function notFound(): AppError {
  return new AppError("not_found", "This view is not there any more. Load the page again.");
}

function nameTaken(name: string): AppError {
  const message = `There is a view named ${name} already. Choose another name, or replace that view.`;
  return new AppError("conflict", message, { details: [{ path: "name", message }] });
}

function present({ id, name, query, savedBy, updatedAt }: AnalyticsViewRow): SavedView {
  return { id, name, query, savedBy, updatedAt: updatedAt.toISOString() };
}
