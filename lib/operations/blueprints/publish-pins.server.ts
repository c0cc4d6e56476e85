import "server-only";
import type { Database } from "#db/client.server.ts";
import { findVersion } from "#db/queries/blueprints.server.ts";
import type { Issue } from "#lib/blueprint/issue.ts";
import { pinsOf, resolvePins } from "#lib/blueprint/pins.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { bySeverity, validateBlueprint } from "#lib/blueprint/validate.ts";
import { readWorld } from "./read-world.server.ts";
import { refuseErrors } from "./refuse-errors.ts";

/** A document with its pinned agents as they stood in their versions; asks the database only where something is pinned. */
export async function resolvedPins(
  database: Database,
  workspaceId: string,
  blueprintId: string,
  document: Blueprint,
): Promise<{ document: Blueprint; issues: Issue[] }> {
  const wanted = new Set(pinsOf(document).map(({ version }) => version));
  if (wanted.size === 0) return { document, issues: [] };
  const versions = new Map<number, Blueprint>();
  for (const number of wanted) {
    const version = await findVersion(database, workspaceId, blueprintId, number);
    if (version) versions.set(number, version.document);
  }
  return resolvePins(document, versions);
}

/** The document publishing would store, and what is wrong with it, errors first. */
export async function asPublished(
  database: Database,
  workspaceId: string,
  blueprintId: string,
  given: Blueprint,
): Promise<{ document: Blueprint; issues: Issue[] }> {
  const { document, issues } = await resolvedPins(database, workspaceId, blueprintId, given);
  const others = validateBlueprint(document, await readWorld(database, workspaceId));
  return { document, issues: bySeverity([...issues, ...others]) };
}

/** The document a run of the draft runs: pinned agents as they stood, or `blueprint_invalid` where a pin leads nowhere. */
export async function draftToRun(
  database: Database,
  workspaceId: string,
  blueprintId: string,
  draft: Blueprint,
): Promise<Blueprint> {
  const { document, issues } = await resolvedPins(database, workspaceId, blueprintId, draft);
  refuseErrors(document, issues, "The draft cannot run");
  return document;
}
