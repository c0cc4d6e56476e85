import "server-only";
import { type Database, database } from "#db/client.server.ts";
import { findBlueprint } from "#db/queries/blueprints.server.ts";
import { findTour, listTourBlueprints, writeTour } from "#db/queries/tours.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { TourProgress } from "#lib/access/tour-progress.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { createFromTemplate } from "../templates/create-from-template.server.ts";

/** The template a workspace's sample is made from. */
const sampleTemplate = "first-agent";

/** Where the actor stands; a token has no tour, and one whose sample was deleted is over. */
export async function readTour(actor: Actor): Promise<TourProgress | null> {
  authorize(actor, "read");
  if (actor.kind !== "member") return null;
  const tour = await findTour(database(), actor.workspaceId, actor.id);
  if (tour === null || tour.status === "finished") return tour;
  const sample = await findBlueprint(database(), actor.workspaceId, tour.blueprintId);
  return sample ? tour : { ...tour, status: "finished", step: "" };
}

/** Begins the tour anew on the workspace's sample; makes one when none is left and the actor may draw. */
export async function startTour(actor: Actor): Promise<TourProgress> {
  authorize(actor, "read");
  requirePerson(actor);
  return await database().transaction(async (tx) => {
    const blueprintId = (await findSample(tx, actor)) ?? (await seedSample(tx, actor));
    return await record(tx, actor, { blueprintId, status: "open", step: "" });
  });
}

/**
 * Remembers the step, or that the tour was left or finished. Steps are sent without waiting for each other: one that
 * arrives after the end changes nothing, only {@link startTour} begins anew.
 */
export async function moveTour(
  actor: Actor,
  to: Pick<TourProgress, "status" | "step">,
): Promise<TourProgress> {
  authorize(actor, "read");
  requirePerson(actor);
  return await database().transaction(async (tx) => {
    const before = await findTour(tx, actor.workspaceId, actor.id, { held: true });
    if (!before) throw new AppError("conflict", "The tour has not been begun. Start it first.");
    if (before.status === "finished") return before;
    const after = { ...before, ...to };
    if (before.status !== after.status) return await record(tx, actor, after, before);
    // Turning a page is no change anybody would look for in the audit log.
    await writeTour(tx, actor.workspaceId, actor.id, after);
    return after;
  });
}

/** Makes the sample blueprint with its dataset, as a draft that can be tried at once. */
export async function seedSample(tx: Database, actor: Actor): Promise<string> {
  return (await createFromTemplate(tx, actor, sampleTemplate, undefined)).id;
}

/** Opens the tour for the first owner, on the sample just made. */
export async function openFirstTour(tx: Database, actor: Actor, blueprintId: string): Promise<void> {
  await record(tx, actor, { blueprintId, status: "open", step: "" });
}

async function findSample(tx: Database, { workspaceId }: Actor): Promise<string | undefined> {
  for (const id of await listTourBlueprints(tx, workspaceId))
    if (await findBlueprint(tx, workspaceId, id)) return id;
  return undefined;
}

async function record(
  tx: Database,
  actor: Actor,
  after: TourProgress,
  before?: TourProgress,
): Promise<TourProgress> {
  await writeTour(tx, actor.workspaceId, actor.id, after);
  await recordAudit(tx, actor, {
    action: "tour.changed",
    noun: "tour",
    nounId: actor.id,
    ...(before ? { before } : {}),
    after,
  });
  return after;
}

function requirePerson(actor: Actor): void {
  if (actor.kind !== "member")
    throw new AppError("forbidden", "The tour belongs to a person. Sign in in a browser to take it.");
}
