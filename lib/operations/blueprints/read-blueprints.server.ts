import "server-only";
import { database } from "#db/client.server.ts";
import { listBlueprints as queryList } from "#db/queries/blueprints.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { toPage } from "#lib/api/pagination.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { presentBlueprint, presentSummary, requireBlueprint } from "./present-blueprint.server.ts";
import { asPublished } from "./publish-pins.server.ts";

/** A page of the workspace's blueprints, newest change first. */
export async function listBlueprints(actor: Actor, query: { limit: number; cursor?: string | undefined }) {
  authorize(actor, "read");
  const { limit, cursor } = query;
  const rows = await queryList(database(), actor.workspaceId, { limit, ...(cursor ? { cursor } : {}) });
  const page = toPage(rows, limit);
  return { ...page, items: page.items.map(presentSummary) };
}

/** One blueprint with its draft and issues. */
export async function getBlueprint(actor: Actor, idOrSlug: string) {
  authorize(actor, "read");
  const blueprint = await requireBlueprint(database(), actor.workspaceId, idOrSlug, { asStored: true });
  return await presentBlueprint(database(), blueprint);
}

/** The issues of the draft, or of a document that is not saved. */
export async function validateDraft(actor: Actor, idOrSlug: string, document: Blueprint | undefined) {
  authorize(actor, "read");
  const blueprint = await requireBlueprint(database(), actor.workspaceId, idOrSlug, {
    asStored: document !== undefined,
  });
  const given = document ?? blueprint.draft;
  const { issues } = await asPublished(database(), actor.workspaceId, blueprint.id, given);
  return { issues };
}
