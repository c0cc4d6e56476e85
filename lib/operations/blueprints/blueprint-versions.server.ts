import "server-only";
import { type Database, database } from "#db/client.server.ts";
import {
  findVersion,
  listVersions as queryVersions,
  replaceDraft,
  type StoredBlueprint,
} from "#db/queries/blueprints.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { diffBlueprints } from "#lib/blueprint/diff.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { requireBlueprint } from "./present-blueprint.server.ts";
import { resolvedPins } from "./publish-pins.server.ts";
import { publishVersion } from "./publish-version.server.ts";

type VersionRow = { number: number; note: string; createdBy: string; createdAt: Date };

/** All published versions, newest first. */
export async function listVersions(actor: Actor, idOrSlug: string) {
  authorize(actor, "read");
  const blueprint = await requireBlueprint(database(), actor.workspaceId, idOrSlug, { asStored: true });
  const rows = await queryVersions(database(), actor.workspaceId, blueprint.id);
  return { items: rows.map((row) => presentVersion(row, blueprint)) };
}

/** One version with its document. */
export async function getVersion(actor: Actor, idOrSlug: string, number: number) {
  authorize(actor, "read");
  const blueprint = await requireBlueprint(database(), actor.workspaceId, idOrSlug, { asStored: true });
  const version = await requireVersion(database(), blueprint, number);
  return { ...presentVersion(version, blueprint), document: version.document };
}

/** Makes an earlier version the draft and publishes it as the next one; history is never rewritten. */
export async function restoreVersion(actor: Actor, idOrSlug: string, number: number) {
  authorize(actor, "blueprint.publish");
  return await database().transaction(async (tx) => {
    const blueprint = await requireBlueprint(tx, actor.workspaceId, idOrSlug, { lock: true, asStored: true });
    const { document } = await requireVersion(tx, blueprint, number);
    await replaceDraft(tx, actor.workspaceId, blueprint.id, document);
    const { version } = await publishVersion(tx, actor, blueprint, document, `Restored version ${number}`);
    return { version };
  });
}

/** What differs between two versions, the draft, or what publishing the draft would store. */
export async function diffVersions(actor: Actor, idOrSlug: string, query: { from: string; to: string }) {
  authorize(actor, "read");
  const blueprint = await requireBlueprint(database(), actor.workspaceId, idOrSlug);
  const before = await documentOf(blueprint, query.from, "from");
  const after = await documentOf(blueprint, query.to, "to");
  return { changes: diffBlueprints(before, after) };
}

/** The version of a blueprint, or `not_found`. */
export async function requireVersion(tx: Database, blueprint: StoredBlueprint, number: number) {
  const { workspaceId, id, name } = blueprint;
  const version = number <= 2_147_483_647 ? await findVersion(tx, workspaceId, id, number) : undefined;
  if (!version) throw new AppError("not_found", `“${name}” has no version ${number}.`);
  return version;
}

async function documentOf(blueprint: StoredBlueprint, wanted: string, field: string): Promise<Blueprint> {
  const { workspaceId, id, draft } = blueprint;
  if (wanted === "draft") return draft;
  if (wanted === "next") return (await resolvedPins(database(), workspaceId, id, draft)).document;
  if (!/^[1-9]\d*$/.test(wanted)) {
    const message = "Give a version number, “draft” or “next”.";
    throw new AppError("invalid_input", `${field}: ${message}`, { details: [{ path: field, message }] });
  }
  return (await requireVersion(database(), blueprint, Number(wanted))).document;
}

function presentVersion(row: VersionRow, blueprint: StoredBlueprint) {
  const { number, note, createdBy, createdAt } = row;
  const isLive = number === blueprint.liveVersion;
  return { number, note, createdBy, createdAt: createdAt.toISOString(), isLive };
}
