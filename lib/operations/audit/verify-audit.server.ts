import "server-only";
import { database } from "#db/client.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { verifyWorkspace } from "#lib/access/run-seals.server.ts";

/** Checks the workspace's chain and the logs of runs it vouches for. */
export async function verifyAuditLog(actor: Actor) {
  authorize(actor, "audit.read");
  const { verdict, unchanged, gone } = await verifyWorkspace(database(), actor.workspaceId);
  const flaw = verdict.ok ? null : { seq: verdict.seq, reason: verdict.reason };
  const entries = verdict.ok ? verdict.entries : verdict.seq - 1;
  return { ok: verdict.ok, entries, runs: { unchanged, gone }, flaw };
}
