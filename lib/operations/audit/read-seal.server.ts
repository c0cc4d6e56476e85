import "server-only";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { readRunSeal } from "#lib/access/run-seals.server.ts";

/** Where a run's log stands in the audit log; whoever may read the run may know. */
export async function readSeal(actor: Actor, runId: string) {
  authorize(actor, "read");
  return await readRunSeal(actor.workspaceId, runId);
}
