import "server-only";
import { and, eq } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { members } from "#db/schema/workspaces.ts";

/** The language a member chose, as it was stored; null for one who never did. */
export async function findLanguage(
  database: Database,
  workspaceId: string,
  userId: string,
): Promise<string | null> {
  const [row] = await database
    .select({ language: members.language })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)));
  return row?.language ?? null;
}

/** Remembers the language of a member. */
export async function writeLanguage(
  database: Database,
  workspaceId: string,
  userId: string,
  language: string,
): Promise<void> {
  await database
    .update(members)
    .set({ language })
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)));
}
