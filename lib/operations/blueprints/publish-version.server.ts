import "server-only";
import type { Database } from "#db/client.server.ts";
import { insertVersion, type StoredBlueprint } from "#db/queries/blueprints.server.ts";
import { replaceTriggers } from "#db/queries/published-triggers.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import type { Issue } from "#lib/blueprint/issue.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { validateBlueprint } from "#lib/blueprint/validate.ts";
import { AppError, type ErrorDetail } from "#lib/foundation/errors.ts";
import { startExperimentsOnPublish } from "../experiments/start-on-publish.server.ts";
import { startSuitesOnPublish } from "../suites/start-suite-run.server.ts";
import { publishedTriggers } from "./published-triggers.server.ts";
import { readWorld } from "./read-world.server.ts";

/**
 * Makes a document the next immutable version, live at once, with its triggers. Throws `blueprint_invalid` with
 * one detail per error. The caller's transaction holds the blueprint's row.
 */
export async function publishVersion(
  tx: Database,
  actor: Actor,
  blueprint: StoredBlueprint,
  document: Blueprint,
  note: string,
): Promise<{ version: number; issues: Issue[] }> {
  const { workspaceId } = actor;
  const issues = validateBlueprint(document, await readWorld(tx, workspaceId));
  refuseErrors(document, issues);
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
    after: { liveVersion: version, note },
  });
  return { version, issues };
}

function refuseErrors(document: Blueprint, issues: Issue[]): void {
  const errors = issues.filter((issue) => issue.severity === "error");
  const [first] = errors;
  if (!first) return;
  const rest = errors.length > 1 ? ` There are ${errors.length} such problems.` : "";
  const details = errors.map((issue) => ({ path: pathOf(document, issue), message: sentence(issue) }));
  throw new AppError("blueprint_invalid", `Not ready to publish: ${first.message}${rest}`, { details });
}

function pathOf(document: Blueprint, issue: Issue): ErrorDetail["path"] {
  if (issue.node === undefined) return "document";
  const index = document.nodes.findIndex((node) => node.id === issue.node);
  const node = `document.nodes.${index}`;
  return issue.field === undefined ? node : `${node}.config.${issue.field}`;
}

function sentence(issue: Issue): string {
  return issue.fix === undefined ? issue.message : `${issue.message} ${issue.fix}`;
}
