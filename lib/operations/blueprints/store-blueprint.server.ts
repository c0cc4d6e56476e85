import "server-only";
import { randomBytes } from "node:crypto";
import type { Database } from "#db/client.server.ts";
import { insertBlueprint, type StoredBlueprint } from "#db/queries/blueprints.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import { withoutPins } from "#lib/blueprint/pins.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { slugOf } from "#lib/foundation/slug.ts";

/**
 * Stores a new blueprint under a slug made from its name, and records where it came from. Agents pinned to versions of
 * the blueprint the document was made in follow the draft: the new one has no versions.
 */
export async function storeBlueprint(
  tx: Database,
  actor: Actor,
  document: Blueprint,
  source: string,
): Promise<StoredBlueprint> {
  const draft = withoutPins(document);
  const base = slugOf(draft.name, "blueprint");
  for (let attempt = 0; attempt < 5; attempt++) {
    const slug = attempt === 0 ? base : `${base}-${randomBytes(3).toString("hex")}`;
    const stored = await insertBlueprint(tx, actor.workspaceId, { slug, draft });
    if (!stored) continue;
    const after = { slug, name: draft.name, source, nodes: draft.nodes.length, wires: draft.wires.length };
    await recordAudit(tx, actor, {
      action: "blueprint.created",
      noun: "blueprint",
      nounId: stored.id,
      after,
    });
    return stored;
  }
  throw new AppError("conflict", `Too many blueprints are called “${draft.name}”. Choose another name.`);
}
