import "server-only";
import { database } from "#db/client.server.ts";
import { listVersions, requireDatasetVersion } from "#db/queries/datasets.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { diffDatasetVersions as diff, restoreDatasetVersion } from "#lib/knowledge/change-dataset.server.ts";

/** A page of versions, newest first; the cursor is the number of the last one seen. */
export async function listDatasetVersions(
  actor: Actor,
  idOrSlug: string,
  query: { limit: number; cursor?: number | undefined },
) {
  authorize(actor, "read");
  const { dataset } = await requireDatasetVersion(database(), actor.workspaceId, idOrSlug, null);
  const { limit, cursor } = query;
  const rows = await listVersions(database(), actor.workspaceId, dataset.id, {
    limit: limit + 1,
    ...(cursor === undefined ? {} : { before: cursor }),
  });
  const items = rows.slice(0, limit).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  const last = items.at(-1);
  return rows.length > limit && last ? { items, nextCursor: String(last.number) } : { items };
}

/** Makes a new version equal to an old one. */
export async function restoreVersion(actor: Actor, idOrSlug: string, number: number) {
  authorize(actor, "knowledge.write");
  return await database().transaction(async (tx) => {
    const restored = await restoreDatasetVersion(tx, actor.workspaceId, idOrSlug, number);
    const after = { version: restored.version, restored: number };
    await recordAudit(tx, actor, {
      action: "dataset.restored",
      noun: "dataset",
      nounId: restored.datasetId,
      after,
    });
    return { version: restored.version, changed: restored.changed };
  });
}

/** Which documents came and went between two versions. */
export async function diffDatasetVersions(
  actor: Actor,
  idOrSlug: string,
  range: { from: number; to: number },
) {
  authorize(actor, "read");
  const { dataset } = await requireDatasetVersion(database(), actor.workspaceId, idOrSlug, range.from);
  await requireDatasetVersion(database(), actor.workspaceId, idOrSlug, range.to);
  return await diff(database(), actor.workspaceId, dataset.id, range.from, range.to);
}
