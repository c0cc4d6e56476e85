import "server-only";
import type { Database } from "#db/client.server.ts";
import { insertVersion, type StoredBlueprint } from "#db/queries/blueprints.server.ts";
import { replaceTriggers } from "#db/queries/published-triggers.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import type { Issue } from "#lib/blueprint/issue.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { startExperimentsOnPublish } from "../experiments/start-on-publish.server.ts";
import { startSuitesOnPublish } from "../suites/start-suite-run.server.ts";
import { asPublished } from "./publish-pins.server.ts";
import { publishedTriggers } from "./published-triggers.server.ts";
import { refuseErrors } from "./refuse-errors.ts";

/**
 * Makes a document the next immutable version, live at once, with its triggers; pinned agents are stored as they stood
 * in their versions, so that the version needs no other. Throws `blueprint_invalid` with one detail per error. The
 * caller's transaction holds the blueprint's row; `audited` is told in the audit log beside number and note.
 */
export async function publishVersion(
  tx: Database,
  actor: Actor,
  blueprint: StoredBlueprint,
  given: Blueprint,
  note: string,
  audited: Record<string, unknown> = {},
): Promise<{ version: number; issues: Issue[] }> {
  const { workspaceId } = actor;
  const { document, issues } = await asPublished(tx, workspaceId, blueprint.id, given);
  refuseErrors(document, issues, "Not ready to publish");
  const version = await insertVersion(tx, workspaceId, blueprint.id, {
    document,
    note,
    createdBy: actor.name,
  });
  await replaceTriggers(tx, workspaceId, blueprint.id, publishedTriggers(document, new Date()));
  await startExperimentsOnPublish(tx, actor, blueprint.id, { version, document });
  await startSuitesOnPublish(tx, actor, blueprint.id, { version, document });
  await recordAudit(tx, actor, {
    action: "blueprint.published",
    noun: "blueprint",
    nounId: blueprint.id,
    before: { liveVersion: blueprint.liveVersion },
    after: { liveVersion: version, note, ...audited },
  });
  return { version, issues };
}
