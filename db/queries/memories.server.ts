import "server-only";
import { and, asc, desc, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { memories } from "#db/schema/tables.ts";
import { memoryVersions } from "#db/schema/teams.ts";
import { newId } from "#lib/foundation/ids.ts";

/** To whom a memory belongs: a conversation, a contact, everybody who talks to the blueprint, a run, or a team of agents. */
export const memoryScopes = ["conversation", "contact", "blueprint", "run", "team"] as const;

/** One of {@link memoryScopes}. */
export type MemoryScope = (typeof memoryScopes)[number];

/** One scope of one blueprint; for the scope blueprint, `scopeId` is the blueprint's id. */
export type MemoryPlace = { blueprintId: string; scope: MemoryScope; scopeId: string };

/** A memory as stored. */
export type StoredMemory = typeof memories.$inferSelect;

/** Who wrote a memory, and by which action of which run; an action writes once, however often it is attempted. */
export type MemoryWriter = { runId: string; nodeId: string | null; actionKey: string };

/** Remembers a value under a key, in place of what the key held, and keeps every value it has had. */
export async function writeMemory(
  database: Database,
  workspaceId: string,
  memory: MemoryPlace & { key: string; value: string },
  writer: MemoryWriter,
): Promise<StoredMemory | undefined> {
  return await database.transaction(async (tx) => {
    const { runId, actionKey } = writer;
    const known = await tx
      .select({ id: memoryVersions.id })
      .from(memoryVersions)
      .where(and(eq(memoryVersions.runId, runId), eq(memoryVersions.actionKey, actionKey)));
    if (known.length > 0) return undefined;
    const row = await upsertMemory(tx, workspaceId, { ...memory, runId });
    if (!row) return undefined;
    const { id: memoryId, version, value } = row;
    await tx.insert(memoryVersions).values({ id: newId(), workspaceId, memoryId, version, value, ...writer });
    return row;
  });
}

/** Remembers a value without keeping the ones before. */
export async function upsertMemory(
  database: Database,
  workspaceId: string,
  memory: MemoryPlace & { key: string; value: string; runId?: string },
): Promise<StoredMemory | undefined> {
  const { blueprintId, scope, scopeId, key, value, runId } = memory;
  const [row] = await database
    .insert(memories)
    .values({ id: newId(), workspaceId, blueprintId, scope, scopeId, key, value, runId })
    .onConflictDoUpdate({
      target: [memories.workspaceId, memories.blueprintId, memories.scope, memories.scopeId, memories.key],
      set: {
        value,
        runId: runId ?? null,
        version: sql`${memories.version} + 1`,
        updatedAt: sql`now()`,
      },
    })
    .returning();
  return row;
}

/** What a scope holds, newest first; with a key only that one. */
export async function listMemories(
  database: Database,
  workspaceId: string,
  place: MemoryPlace,
  options: { key?: string; limit: number },
): Promise<StoredMemory[]> {
  return await database
    .select()
    .from(memories)
    .where(
      and(ofPlace(workspaceId, place), options.key === undefined ? undefined : eq(memories.key, options.key)),
    )
    .orderBy(desc(memories.updatedAt))
    .limit(options.limit);
}

/** Forgets a key of a scope, or the whole scope; says how many memories went. */
export async function deleteMemories(
  database: Database,
  workspaceId: string,
  place: MemoryPlace,
  key?: string,
): Promise<number> {
  const removed = await database
    .delete(memories)
    .where(and(ofPlace(workspaceId, place), key === undefined ? undefined : eq(memories.key, key)))
    .returning({ id: memories.id });
  return removed.length;
}

/** Memories of any scope by id order, for browsing. */
export async function browseMemories(
  database: Database,
  workspaceId: string,
  filter: { blueprintId?: string | undefined; scope?: MemoryScope | undefined; scopeId?: string | undefined },
  page: { limit: number; cursor?: string | undefined },
): Promise<StoredMemory[]> {
  return await database
    .select()
    .from(memories)
    .where(
      and(
        eq(memories.workspaceId, workspaceId),
        filter.blueprintId ? eq(memories.blueprintId, filter.blueprintId) : undefined,
        filter.scope ? eq(memories.scope, filter.scope) : undefined,
        filter.scopeId ? eq(memories.scopeId, filter.scopeId) : undefined,
        page.cursor ? gt(memories.id, page.cursor) : undefined,
      ),
    )
    .orderBy(asc(memories.id))
    .limit(page.limit + 1);
}

/** Forgets memories by id and gives what they were. */
export async function deleteMemoriesById(
  database: Database,
  workspaceId: string,
  ids: string[],
): Promise<StoredMemory[]> {
  return await database
    .delete(memories)
    .where(and(eq(memories.workspaceId, workspaceId), inArray(memories.id, ids)))
    .returning();
}

function ofPlace(workspaceId: string, place: MemoryPlace): SQL | undefined {
  return and(
    eq(memories.workspaceId, workspaceId),
    eq(memories.blueprintId, place.blueprintId),
    eq(memories.scope, place.scope),
    eq(memories.scopeId, place.scopeId),
  );
}
