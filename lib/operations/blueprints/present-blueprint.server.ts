import "server-only";
import type { Database } from "#db/client.server.ts";
import {
  type BlueprintStanding,
  findBlueprint,
  findStanding,
  type StoredBlueprint,
} from "#db/queries/blueprints.server.ts";
import type { Issue } from "#lib/blueprint/issue.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { asPublished } from "./publish-pins.server.ts";

/**
 * The blueprint, or `not_found`; `lock` holds it until the transaction ends. A draft that a newer version made is
 * refused with `conflict`, unless it is wanted `asStored`: to be shown, exported, restored from a version or removed.
 */
export async function requireBlueprint(
  database: Database,
  workspaceId: string,
  idOrSlug: string,
  { lock = false, asStored = false }: { lock?: boolean; asStored?: boolean } = {},
): Promise<StoredBlueprint> {
  const blueprint = await findBlueprint(database, workspaceId, idOrSlug, lock);
  if (!blueprint) throw new AppError("not_found", `There is no blueprint “${idOrSlug}”.`);
  if (blueprint.unreadable !== undefined && !asStored)
    throw new AppError(
      "conflict",
      `“${blueprint.name}” was made by a newer version of Aimwright. ${blueprint.unreadable} Nothing was overwritten: update, or export it first.`,
    );
  return blueprint;
}

/** A blueprint as lists show it. */
export function presentSummary(blueprint: Omit<StoredBlueprint, "draft"> & BlueprintStanding) {
  const { id, slug, name, description, liveVersion, revision, hasChanges, updatedAt, lastRun } = blueprint;
  return {
    id,
    slug,
    name,
    description,
    liveVersion,
    revision,
    hasChanges,
    updatedAt: updatedAt.toISOString(),
    lastRun: lastRun && { ...lastRun, createdAt: lastRun.createdAt.toISOString() },
  };
}

/** A blueprint with its draft and what is wrong with it. */
export async function presentBlueprint(database: Database, blueprint: StoredBlueprint) {
  const { workspaceId, id, draft, unreadable = null } = blueprint;
  const standing = await findStanding(database, workspaceId, id);
  const issues = await issuesOf(database, blueprint, unreadable);
  return { ...presentSummary({ ...blueprint, ...standing }), document: draft, issues };
}

/** What is wrong with a document; that it was made by a newer version is the one thing to say where it cannot be read. */
async function issuesOf(
  database: Database,
  { workspaceId, id, draft }: StoredBlueprint,
  unreadable: string | null,
): Promise<Issue[]> {
  if (unreadable !== null)
    return [
      {
        severity: "error",
        message: unreadable,
        fix: "Update Aimwright, or export the blueprint and restore a version.",
      },
    ];
  return (await asPublished(database, workspaceId, id, draft)).issues;
}
