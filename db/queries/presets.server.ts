import "server-only";
import { and, asc, count, eq } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { presets } from "#db/schema/presets.ts";
import { newId } from "#lib/foundation/ids.ts";

/** A preset as stored; its config is parsed by whoever presents it. */
export type StoredPreset = typeof presets.$inferSelect;

/** All presets of a workspace by name. */
export async function listPresets(database: Database, workspaceId: string): Promise<StoredPreset[]> {
  return await database
    .select()
    .from(presets)
    .where(eq(presets.workspaceId, workspaceId))
    .orderBy(asc(presets.name));
}

/** How many presets a workspace has. */
export async function countPresets(database: Database, workspaceId: string): Promise<number> {
  const [row] = await database
    .select({ total: count() })
    .from(presets)
    .where(eq(presets.workspaceId, workspaceId));
  return row?.total ?? 0;
}

/** One preset. */
export async function findPreset(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<StoredPreset | undefined> {
  const [row] = await database
    .select()
    .from(presets)
    .where(and(eq(presets.workspaceId, workspaceId), eq(presets.id, id)));
  return row;
}

/** Stores a preset; undefined when its name is taken. */
export async function insertPreset(
  database: Database,
  workspaceId: string,
  preset: Pick<StoredPreset, "name" | "kind" | "config" | "createdBy">,
): Promise<StoredPreset | undefined> {
  const [row] = await database
    .insert(presets)
    .values({ id: newId(), workspaceId, ...preset })
    .onConflictDoNothing({ target: [presets.workspaceId, presets.name] })
    .returning();
  return row;
}

/** The id of the preset of a name. */
export async function findPresetByName(
  database: Database,
  workspaceId: string,
  name: string,
): Promise<string | undefined> {
  const [row] = await database
    .select({ id: presets.id })
    .from(presets)
    .where(and(eq(presets.workspaceId, workspaceId), eq(presets.name, name)));
  return row?.id;
}

/** Gives a preset another name. */
export async function renamePreset(
  database: Database,
  workspaceId: string,
  id: string,
  name: string,
): Promise<StoredPreset | undefined> {
  const [row] = await database
    .update(presets)
    .set({ name })
    .where(and(eq(presets.workspaceId, workspaceId), eq(presets.id, id)))
    .returning();
  return row;
}

/** Removes a preset and gives what it was. */
export async function deletePreset(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<StoredPreset | undefined> {
  const [row] = await database
    .delete(presets)
    .where(and(eq(presets.workspaceId, workspaceId), eq(presets.id, id)))
    .returning();
  return row;
}
