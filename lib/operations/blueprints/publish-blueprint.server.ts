import "server-only";
import { database } from "#db/client.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { requireBlueprint } from "./present-blueprint.server.ts";
import { publishVersion } from "./publish-version.server.ts";
import { assertRevision } from "./save-blueprint.server.ts";

/** Publishes the draft as the next version; with a `revision` only if the draft is still that one. */
export async function publishBlueprint(
  actor: Actor,
  idOrSlug: string,
  given: { note: string; revision?: number | undefined },
) {
  authorize(actor, "blueprint.publish");
  return await database().transaction(async (tx) => {
    const blueprint = await requireBlueprint(tx, actor.workspaceId, idOrSlug, { lock: true });
    assertRevision(blueprint, given.revision);
    return await publishVersion(tx, actor, blueprint, blueprint.draft, given.note);
  });
}
