import "server-only";
import { database } from "#db/client.server.ts";
import { hideBlueprint } from "#db/queries/blueprints.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { requireBlueprint } from "./present-blueprint.server.ts";

/** Takes a blueprint and its triggers away; its runs stay readable. */
export async function removeBlueprint(actor: Actor, idOrSlug: string) {
  authorize(actor, "blueprint.write");
  return await database().transaction(async (tx) => {
    const blueprint = await requireBlueprint(tx, actor.workspaceId, idOrSlug, { lock: true, asStored: true });
    await hideBlueprint(tx, actor.workspaceId, blueprint.id);
    const { id, slug, name, liveVersion } = blueprint;
    const before = { slug, name, liveVersion };
    await recordAudit(tx, actor, { action: "blueprint.deleted", noun: "blueprint", nounId: id, before });
    return { id };
  });
}
