import "server-only";
import { z } from "zod";
import { database } from "#db/client.server.ts";
import {
  browseMemories,
  deleteMemoriesById,
  type MemoryPlace,
  type MemoryScope,
  memoryScopes,
  deleteMemories as queryDelete,
  type StoredMemory,
} from "#db/queries/memories.server.ts";
import { listMemoryVersions } from "#db/queries/teams.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError } from "#lib/foundation/errors.ts";

const scopeSchema = z.enum(memoryScopes);

/** A page of memories. */
export async function listMemories(
  actor: Actor,
  query: {
    limit: number;
    cursor?: string | undefined;
    blueprintId?: string | undefined;
    scope?: MemoryScope | undefined;
    scopeId?: string | undefined;
  },
) {
  authorize(actor, "read");
  const { limit, cursor, ...filter } = query;
  const page = toPage(await browseMemories(database(), actor.workspaceId, filter, { limit, cursor }), limit);
  return { ...page, items: page.items.map(presentMemory) };
}

/** Every value a memory has held; one that is gone has none. */
export async function listVersions(actor: Actor, id: string) {
  authorize(actor, "read");
  const rows = await listMemoryVersions(database(), actor.workspaceId, id);
  if (rows.length === 0) throw new AppError("not_found", "There is no such memory in this workspace.");
  return {
    items: rows.map(({ version, value, runId, nodeId, createdAt }) => ({
      version,
      value,
      runId,
      nodeId,
      createdAt: createdAt.toISOString(),
    })),
  };
}

/** Forgets a whole scope or one key of it; the audit log keeps that it happened, not what was forgotten. */
export async function deleteMemories(actor: Actor, place: MemoryPlace & { key?: string | undefined }) {
  authorize(actor, "memory.write");
  const { key, ...rest } = place;
  return await database().transaction(async (tx) => {
    const deleted = await queryDelete(tx, actor.workspaceId, rest, key);
    const before = { ...rest, deleted };
    await recordAudit(tx, actor, { action: "memory.deleted", noun: "memory", nounId: rest.scopeId, before });
    return { deleted };
  });
}

/** Forgets one memory. */
export async function deleteMemory(actor: Actor, id: string): Promise<void> {
  authorize(actor, "memory.write");
  await database().transaction(async (tx) => {
    const [removed] = await deleteMemoriesById(tx, actor.workspaceId, [id]);
    if (!removed) throw new AppError("not_found", "There is no such memory in this workspace.");
    const before = { blueprintId: removed.blueprintId, scope: removed.scope, scopeId: removed.scopeId };
    await recordAudit(tx, actor, { action: "memory.deleted", noun: "memory", nounId: id, before });
  });
}

function presentMemory(row: StoredMemory) {
  return {
    ...row,
    scope: scopeSchema.parse(row.scope),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
