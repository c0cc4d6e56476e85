import "server-only";
import { database } from "#db/client.server.ts";
import { replaceDraft, type StoredBlueprint } from "#db/queries/blueprints.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { type Change, diffBlueprints } from "#lib/blueprint/diff.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { presentBlueprint, requireBlueprint } from "./present-blueprint.server.ts";

const mostAudited = 100;

/** Replaces the draft; a `revision` that is not the newest is refused with `conflict`, and nothing is overwritten. */
export async function saveBlueprint(
  actor: Actor,
  idOrSlug: string,
  given: { document: Blueprint; revision: number },
) {
  authorize(actor, "blueprint.write");
  return await database().transaction(async (tx) => {
    const before = await requireBlueprint(tx, actor.workspaceId, idOrSlug, { lock: true });
    assertRevision(before, given.revision);
    const changes = diffBlueprints(before.draft, given.document);
    if (changes.length === 0) return await presentBlueprint(tx, before);
    const after = await replaceDraft(tx, actor.workspaceId, before.id, given.document);
    if (!after) throw new AppError("not_found", `There is no blueprint “${idOrSlug}”.`);
    const presented = await presentBlueprint(tx, after);
    await recordAudit(tx, actor, {
      action: "blueprint.saved",
      noun: "blueprint",
      nounId: before.id,
      before: { revision: before.revision, fields: fieldsOf(changes, "before") },
      after: { revision: after.revision, fields: fieldsOf(changes, "after") },
    });
    return presented;
  });
}

/** Refuses when somebody saved in between. */
export function assertRevision(blueprint: StoredBlueprint, revision: number | undefined): void {
  if (revision === undefined || revision === blueprint.revision) return;
  throw new AppError(
    "conflict",
    `“${blueprint.name}” was saved by somebody else in the meantime: it is at revision ${blueprint.revision}, yours began at ${revision}. Nothing was overwritten. Load the newest draft and make your change again.`,
  );
}

// Whole documents in the audit log would drown it: it keeps the fields that changed, up to a bound.
function fieldsOf(changes: Change[], side: "before" | "after") {
  return changes.slice(0, mostAudited).flatMap((change) =>
    change.fields.map((field) => ({
      what: `${change.kind} ${change.what}`,
      id: change.id,
      path: field.path,
      value: field[side],
    })),
  );
}
